"""Tell Windows-1252 from similar encodings by how Western European words are spelt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from worker.countries import accented_names

_HEADER_WORDS = frozenset(
    """
    país países dirección teléfono móvil código año número compañía población género categoría título último
    prénom téléphone société région département numéro adresse_électronique électronique éléments civilité
    straße länder länderkürzel länderbezeichnung größe geschäftlich geschäft präferenz übersicht gültig
    endereço telefónico município gênero género profissão última código_postal situação
    città località provincia_di_nascita attività qualità società
    förnamn företag kön född postkod_och_ort før fødselsdato køn
    """.replace("_", " ").split()
)
"""Words of headers beyond ASCII."""

_FEWEST_LETTERS = 3
_MOST_STRANGE = 0.02
_APOSTROPHE = "\u2019"
_WORD = re.compile(rf"[^\W\d_]+(?:[^\W\d_]|['{_APOSTROPHE}·\-])*")
_AROUND = " \t'\""
_VOWELS = "aeiouyáàâäãåæéèêëíìîïóòôöõøœúùûüý"
_CONSONANTS = "bcdfghjklmnpqrstvwxzçñß"
_PLAIN = "áâäàçéêëíîóôöúüûßåœ"
_SPELLINGS = re.compile(
    rf"[{_PLAIN}]"
    r"|(?<!i)æ"  # “iæ” is Croatian
    rf"|(?<![{_VOWELS}])ø"  # behind vowels: Czech
    rf"|ñ(?=[{_VOWELS}])"  # otherwise Polish
    r"|ã(?=[oei]|\b)"  # otherwise Romanian
    r"|õ(?=e)"  # otherwise Hungarian
    rf"|[èò](?=[{_CONSONANTS}]|\b)"  # otherwise Czech or Croatian
    r"|[ìù]\b"
    rf"|(?<=[{_VOWELS}])ï|ï(?=[{_VOWELS}])"
)
_PUNCTUATION = "\u2018\u2019“”„\u2013—…€£§©«»®°·\u00b4¿¡ºª™•\u00a0"
_CONNECTED = re.compile(rf"(?<=[^\W\d_])[^\w\s'{_APOSTROPHE}·ºª\u00a0\x00-\x7f](?=[^\W\d_])")
_CHANGED_CASE = re.compile(r"[a-zà-öø-ÿ][À-ÖØ-Þ]")


def is_known(field: str) -> bool:
    """Whether it is a country's name with its accents, or has a header's word with its own."""
    text = field.casefold()
    return text.strip(_AROUND) in accented_names() or not _HEADER_WORDS.isdisjoint(text.split())


def is_surely_western(fields: Sequence[bytes]) -> bool:
    """Whether fields that are not UTF-8 look like Windows-1252 beyond doubt.

    They do when all bytes mean something in it, letters beyond ASCII stand where the languages of Western
    Europe have them (a “ñ” before a vowel, “ã” in “ão”, no capital behind a small letter, not three in a
    row), at most one character in fifty is strange to them, and three letters do, or a field is a country's
    name or has a header's word. Icelandic and Estonian look like other languages in other encodings.
    """
    try:
        texts = [field.decode("cp1252") for field in fields]
    except UnicodeDecodeError:
        return False
    spelt = [_spelt(text) for text in texts]
    strange, characters = sum(each.strange for each in spelt), sum(each.characters for each in spelt)
    plausible = sum(each.plausible for each in spelt)
    if not plausible or strange > _MOST_STRANGE * characters:
        return False
    return plausible >= _FEWEST_LETTERS or any(map(is_known, texts))


def strange_fields(fields: Sequence[bytes]) -> list[bytes]:
    """Those that Western European languages would not write so."""
    return [field for field in fields if _spelt(field.decode("cp1252", "replace")).strange]


class _Spelt(NamedTuple):
    """Numbers of characters beyond ASCII, of letters where Western Europe has them, and of strange ones."""

    characters: int
    plausible: int
    strange: int


def _spelt(text: str) -> _Spelt:
    letters = plausible = 0
    for found in _WORD.finditer(text):
        word = found.group()
        if word.isascii():
            continue
        beyond_ascii = sum(letter > "\x7f" for letter in word if letter.isalpha())
        letters += beyond_ascii
        if not _CHANGED_CASE.search(word) and not _is_run(word):
            plausible += min(beyond_ascii, len(_SPELLINGS.findall(word.lower())))
    characters = [character for character in text if character > "\x7f" and not character.isalpha()]
    odd = sum(character not in _PUNCTUATION for character in characters) + len(_CONNECTED.findall(text))
    return _Spelt(letters + len(characters), plausible, letters - plausible + odd)


def _is_run(word: str) -> bool:
    return re.search(rf"[^\x00-\x7f{_APOSTROPHE}·]{{3}}", word) is not None
