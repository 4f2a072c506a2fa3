"""What a country's name may be written with: an article, and the form of its state."""

# ruff: noqa: SIM905, RUF001 - lists of words, in Cyrillic too

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.countries.squeezing import join_squeezed, words_of_country

_ARTICLE = re.compile(
    r"(?:the|die|der|das|la|le|les|el|los|las|il|lo|gli|os|as) +(?=\w)|l['\u2019] *(?=\w)", re.IGNORECASE
)
_FORMS = frozenset(
    """
    republic rep republique republik republica repubblica republiek republika republiken republikken
    respublika respublikasi република республика республіка рэспубліка
    kingdom royaume konigreich reino regno koninkrijk kongeriket kongeriget konungariket kralovstvi kralovstvo
    krolestwo kraljevina regatul королевство королівство каралеуства кралство кралевство
    commonwealth gemenebest
    principality principaute furstentum principado principato vorstendom ksiestwo knezevina principat
    sultanate sultanat sultanato sultanaat emirate emirat
    """.split()
)
_KINDS = frozenset(
    """
    fed federal federale federativa federatieve federacyjna federativna foderative
    islamic islamique islamische islamitische islamica islamska islamiska islamiske
    исламская ісламська ісламская ислямска исламска
    arab arabe arabische araba arabska arabiska arabiske арабская арабська арабска
    united unie vereinigte verenigde unida unita zjednoczona sjednocena zjednotena forenede forenade forente
    ujedinjena zdruzena объединенная обединена уједињена
    cooperative bolivarian bolivarienne bolivarische bolivariana bolivariaanse bolivarianska bolivarianske
    bolivarska bolivarovska boliwarianska боливарианская боліваріанська боливарска
    oriental orientale eastern hashemite hachemite plurinational plurinationale independent unitary
    """.split()
)
_JOINTS = frozenset(
    """
    the of der von van la le les l de du des d el los las il lo della dello dell di del delle os as do da dos
    das den det het
    """.split()
)
"""What joins a form to its name: Republic of, République d'."""
_REPUBLICS = ("rep", "res", "реп", "рес", "рэс")
_BEFORE_NAMES = _FORMS | _KINDS | _JOINTS


def cores(name: str) -> Iterator[tuple[str, bool]]:
    """The squeezed names that a name may stand for, its own first.

    Returns:
        Each with whether a republic is left out of it.
    """
    words = words_of_country(name)
    yield join_squeezed(words), False
    if article := _ARTICLE.match(name):
        words = words_of_country(name[article.end() :])
        yield join_squeezed(words), False
    rest = words
    while rest and rest[0] in _BEFORE_NAMES:
        rest = rest[1:]
    left_out = words[: len(words) - len(rest)]
    if rest and left_out and left_out[0] not in _JOINTS and _FORMS.intersection(left_out):
        yield join_squeezed(rest), any(word.startswith(_REPUBLICS) for word in left_out)
