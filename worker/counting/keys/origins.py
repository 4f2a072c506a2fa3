"""From which of several files customers are: which file was the first, how many each has, who is in what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from worker.counting.keys.key_order import NOTHING, Flags, Meanings, Numbers, Order, merged
from worker.counting.keys.runs import FilesOfRows


@dataclass(frozen=True, slots=True)
class Origins:
    """Of customers so far, one entry each in the order of `FirstRows`.

    Attributes:
        audience_of: by file its audience.
        new: by file how many customers were in none before it.
        distinct: by file how many customers it has.
        latest: the customer's last file so far.
        audiences: those the customer is in, a bit each.
        said: what the customer's first row in each audience names: one country, none, or several.
    """

    audience_of: npt.NDArray[np.uint8]
    new: Numbers
    distinct: Numbers
    latest: FilesOfRows
    audiences: npt.NDArray[np.uint8]
    said: Meanings

    @classmethod
    def none_of(cls, audience_of: npt.NDArray[np.uint8]) -> Self:
        """No customer yet."""
        nobody = np.zeros(len(audience_of), np.int64)
        flags = np.empty(0, np.uint8)
        return cls(audience_of, nobody, nobody, np.empty(0, np.uint32), flags, np.empty(0, np.uint16))

    def then(self, files: FilesOfRows, meant: Meanings, order: Order) -> Origins:
        """These, and those of rows behind them.

        Args:
            files: of each row.
            meant: the country that each row names.
            order: of the customers so far and these rows, by key.
        """
        starts, is_row = order.starts, order.places >= len(self.latest)
        file = np.concatenate((self.latest, files)).take(order.places)
        ends = np.append(starts[1:], len(file)) - 1
        bits = np.left_shift(np.uint8(1), self.audience_of.take(files))
        audience = self.audience_of.take(file)
        said = np.concatenate((self.said, meant)).take(order.places)
        is_told = ~is_row | order.begins(audience)
        return Origins(
            self.audience_of,
            self.new + self._by_file(file[starts[is_row[starts]]]),
            self.distinct + self._by_file(file[is_row & order.begins(file)]),
            file[ends],
            np.bitwise_or.reduceat(np.concatenate((self.audiences, bits)).take(order.places), starts),
            merged(np.where(is_told, said, NOTHING), order),
        )

    def where(self, is_wanted: Flags) -> Origins:
        """Those of some customers, with no figures of files: those stay with the others."""
        nobody = np.zeros_like(self.new)
        return replace(
            self,
            new=nobody,
            distinct=nobody,
            latest=self.latest[is_wanted],
            audiences=self.audiences[is_wanted],
            said=self.said[is_wanted],
        )

    @property
    def without_customers(self) -> Origins:
        """The figures of the files, and no customer."""
        nobody = self.where(np.zeros(len(self.latest), np.bool_))
        return replace(nobody, new=self.new, distinct=self.distinct)

    @property
    def most_audiences(self) -> int:
        """How many audiences there are."""
        return 1 + int(self.audience_of.max())

    def _by_file(self, files: FilesOfRows) -> Numbers:
        return np.bincount(files, minlength=len(self.audience_of))
