"""What must be known of the files counted together to count the rows of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from worker.counting.keys.country_codes import CODE_MASK
from worker.counting.keys.email_keys import Keys
from worker.counting.keys.first_rows import FirstRows
from worker.counting.keys.key_order import Meanings
from worker.counting.keys.origins import Origins
from worker.counting.keys.runs import FilesOfRows


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Of files that are counted together.

    Attributes:
        meanings: by country code of the report a number that is equal for equal countries, below 65,535; 0
            for none.
        codes: by country code of a file that of the report, of all files one behind the other.
        offsets: by file where its codes begin in them.
        audience_of: by file its audience.
    """

    meanings: Meanings
    codes: npt.NDArray[np.uint16]
    offsets: npt.NDArray[np.int64]
    audience_of: npt.NDArray[np.uint8]

    @classmethod
    def of(
        cls, meanings: Meanings, codes: Sequence[npt.NDArray[np.uint16]], audience_of: Sequence[int] = (0,)
    ) -> FileFacts:
        """Of so many files; see the attributes."""
        lengths = np.array([0, *map(len, codes)], np.int64)
        return cls(meanings, np.concatenate(codes), lengths.cumsum()[:-1], np.array(audience_of, np.uint8))

    @property
    def nobody(self) -> FirstRows:
        """The customers of no row."""
        are_several = len(self.offsets) > 1
        return FirstRows.none_of(self.meanings, Origins.none_of(self.audience_of) if are_several else None)

    def with_report_codes(self, rows: Keys, files: FilesOfRows) -> Keys:
        """The rows with the report's country codes instead of their files'.

        Args:
            rows: shape (n, 2); they are changed.
            files: which file each is of.
        """
        places = (rows[:, 1] & CODE_MASK).view(np.int64)
        if len(self.offsets) > 1:
            places += self.offsets.take(files)
        rows[:, 1] = (rows[:, 1] & ~CODE_MASK) | self.codes.take(places)
        return rows
