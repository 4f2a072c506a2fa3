"""Tell by its words whether a field is UTF-8, where the text around it is in another encoding.

Where a field's bytes beyond ASCII are UTF-8 of whole words, nothing else is likely: in an encoding of one
byte a letter they are a capital with an accent before a character, time and again ("Ã¼").
"""

from __future__ import annotations

import re
from functools import cache

Part = tuple[bytes, bool]
"""Of a text, and whether it is UTF-8 rather than what the rest is in."""

_ACCENTED = "À-ÖØ-öø-žȘ-țƠơƯưẀ-\u1eff"
_COMBINED = (
    "(?<=[AEIOUYaeiouy])[\u0300-\u0304\u0306-\u0308\u030a\u030b\u0328]|(?<=[Nn])\u0303"
    "|(?<=[CDEGKLNRSTZcdegklnrstz])[\u0301\u030c\u0326\u0327]"
)
_ALPHABETS = ("Ά-ώ", "Ѐ-ґ", "א-ת", "ء-ۿ", "ऀ-෿", "ก-๛", "ა-\u10ff")
_EAST_ASIAN = "\u3005-\u3007\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e"
_OTHERS = "".join((*_ALPHABETS, _EAST_ASIAN))
_MARKS = "\u00a0-¿\u2013—\u2018-„•…\u2039\u203a€№™\u200b-\u200f\u3000-\u3002\ufe0f☀-➿\U0001f000-\U0001faff"
_LETTER = r"[^\W\d_]"
_BOUNDS = r",;\t\r\n"
_BOUND = f"[{_BOUNDS}]"
_WORDS = (rf"(?:[A-Za-z{_ACCENTED}]++|{_COMBINED})+", *(f"[{some}]++" for some in (*_ALPHABETS, _EAST_ASIAN)))
_USUAL = rf"(?:(?:{'|'.join(_WORDS)})(?!{_LETTER}|[{_OTHERS}])|[\x00-@\[-`{{-\x7f{_MARKS}]++)*+"
_STRANGE = "|".join(
    (
        r"[à-öø-ÿ](?<=[A-Z]{2}.)|[À-ÖØ-Þ](?<=[a-z].)",  # capitals where words have none
        rf"[¡-©«¬®-³\u00b4¶\u00b8¹»-¿](?<={_LETTER}.)(?={_LETTER})",  # characters within words
        # accents in a field without plain letters, and no two letters of another script together
        rf"(?:\A|{_BOUND})(?=[^A-Za-z{_BOUNDS}]*+(?:\Z|{_BOUND}))[^A-Za-z{_BOUNDS}{_ACCENTED}]*+[{_ACCENTED}]",
        rf"(?:\A|{_BOUND})(?=[^{_BOUNDS}{_OTHERS}]*+[{_OTHERS}])(?![^{_BOUNDS}]*?[{_OTHERS}]{{2}})",
    )
)
_TELLING = (
    rf"[A-Za-z]{{2}}[{_ACCENTED}]|[{_ACCENTED}][A-Za-z]{{2}}|[A-Za-z][{_ACCENTED}][A-Za-z]"
    rf"|[{_EAST_ASIAN}]{{2}}|[{''.join(_ALPHABETS)}]{{5}}"
)
"""What two bytes that are one character of Chinese, Japanese or Korean do not become by chance."""
_MEETING_SCRIPTS = "[A-Za-z][Ͱ-\u07fa]|[Ͱ-\u07fa][A-Za-z]"


def is_utf8(field: bytes, *, is_telling: bool = False) -> bool:
    """Whether a field with letters beyond ASCII can only be UTF-8.

    Args:
        field: or several with separators between them, that all must be.
        is_telling: whether it must be more than a few letters.
    """
    try:
        text = field.decode()
    except UnicodeDecodeError:
        return False
    usual, strange, telling = (_pattern(which) for which in (_USUAL, _STRANGE, _TELLING))
    if usual.fullmatch(text) is None or strange.search(text):
        return False
    return not is_telling or telling.search(text) is not None


def mixes_scripts(field: bytes) -> bool:
    """Whether a word in a field of UTF-8 has Latin letters beside Greek or Cyrillic ones, as none has."""
    return _pattern(_MEETING_SCRIPTS).search(field.decode(errors="replace")) is not None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compiled when it is needed: few files are."""
    return re.compile(text)
