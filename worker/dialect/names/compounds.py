"""Words of column names that are written together: `shippingcountry`, `Rechnungsland`, `国家代码`."""

from __future__ import annotations

from dataclasses import dataclass

from worker.dialect.names.word_lists import word_set

_SHORTEST_PIECE = 3
_SHORT_PIECES = frozenset({"id", "ip", "to"})
_NO_PIECES = word_set("""
    the des der das del della delle dos van for und and oder lub eller lui des mel out not pro has max
    min ova cap plz uf til any all our her his one two
""")
"""Short words that would fit into many others."""
_FIRST_WITHOUT_BLANKS = "\u1100"
"""From there on are the scripts whose words are written without blanks between them."""
_SHORTEST_REST = 3


@dataclass(frozen=True)
class Compounds:
    """How words are written together.

    Attributes:
        words: all that are known.
        heads: those that others are joined to; one of them is in every compound.
        short_heads: those that only their companions are joined to.
        companions: of the latter.
        last: those that may end a word of which the rest is not known.
    """

    words: frozenset[str]
    heads: frozenset[str]
    short_heads: frozenset[str]
    companions: frozenset[str]
    last: tuple[str, ...]

    def cut(self, word: str) -> list[str]:
        """The fewest pieces that a word consists of; empty unless all of them are known and one is a head.

        Where only its end is known, which may stand behind anything, the rest is the first piece.
        """
        pieces = self._pieces(word)
        if pieces is not None and self._belong_together(pieces):
            return pieces
        for last in self.last:
            rest = word.removesuffix(last)
            if len(word) - len(last) >= _SHORTEST_REST and rest != word:
                return [rest, last]
        return []

    def _belong_together(self, pieces: list[str]) -> bool:
        if pieces[0] >= _FIRST_WITHOUT_BLANKS or not self.heads.isdisjoint(pieces):
            return True
        others = [piece for piece in pieces if piece not in self.short_heads]
        return len(others) < len(pieces) and self.companions.issuperset(others)

    def _pieces(self, word: str) -> list[str] | None:
        best: list[list[str] | None] = [[], *([None] * len(word))]
        for end in range(1, len(word) + 1):
            for start in range(end):
                before, piece = best[start], word[start:end]
                if before is None or not self._may_be_piece(piece):
                    continue
                known = best[end]
                if known is None or len(before) + 1 < len(known):
                    best[end] = [*before, piece]
        return best[-1]

    def _may_be_piece(self, piece: str) -> bool:
        if piece not in self.words or piece in _NO_PIECES:
            return False
        is_long = len(piece) >= _SHORTEST_PIECE or piece in _SHORT_PIECES
        return is_long or piece >= _FIRST_WITHOUT_BLANKS
