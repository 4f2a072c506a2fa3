"""Each way in which files are dirty is read, asked about or refused."""

from __future__ import annotations

import codecs
import gzip

import pytest

from tests.unit.dialect.reading import detected, doubts, pairs
from worker.dialect.model import DoubtCode
from worker.errors import FileRefused
from worker.refusal import Refusal

FOUND = [("a@x.com", "FR"), ("b@x.com", "DE")]
READ = {
    "a byte order mark left over": b"\xef\xbb\xbfemail,country\na@x.com,FR\nb@x.com,DE\n",
    "CRLF": b"email,country\r\na@x.com,FR\r\nb@x.com,DE\r\n",
    "mixed line ends": b"email,country\r\na@x.com,FR\nb@x.com,DE\r\n",
    "no final line end": b"email,country\na@x.com,FR\nb@x.com,DE",
    "CR": b"email,country\ra@x.com,FR\rb@x.com,DE\r",
    "semicolons": b"email;country\na@x.com;FR\nb@x.com;DE\n",
    "tabs": b"email\tcountry\na@x.com\tFR\nb@x.com\tDE\n",
    "bars": b"email|country\na@x.com|FR\nb@x.com|DE\n",
    "a title": b"Customers\nemail,country\na@x.com,FR\nb@x.com,DE\n",
    "a separator line": b"sep=;\nemail;country\na@x.com;FR\nb@x.com;DE\n",
    "spaces around names": b'" Email "," Country "\na@x.com,FR\nb@x.com,DE\n',
    "spaces before quotation marks": b'"email", "country"\na@x.com,FR\nb@x.com,DE\n',
    "embedded line ends": b'email,note,country\na@x.com,"x\n\ny",FR\nb@x.com,"\r\n",DE\n',
    "blank lines between rows": b"email,country\n\na@x.com,FR\n\r\n\nb@x.com,DE\n\n",
    "empty trailing fields": b"email,country,,\na@x.com,FR,,\nb@x.com,DE,,\n",
    "numbers then words for countries": b"email,country\na@x.com,FR\nb@x.com,DE\n250,x\n",
    "an unclosed quotation mark further down": b"email,country\na@x.com,FR\nb@x.com,DE\n"
    + b"c@x.com,US\n" * 40
    + b'd@x.com,"US\n',
    "trailing NULs": b"email,country\na@x.com,FR\nb@x.com,DE\n" + bytes(40),
    "a Ctrl-Z": b"email,country\na@x.com,FR\nb@x.com,DE\n\x1a",
    "bytes that are no UTF-8": b"email,country,name\na@x.com,FR,\xe9\nb@x.com,DE,\xff\n",
    "rows with too many fields": b"email,country\na@x.com,FR\nb@x.com,DE\n"
    + b"c@x.com,US\n" * 40
    + b"d@x.com,Korea, South\n",
    "a giant field": b'email,country,note\na@x.com,FR,x\nb@x.com,DE,"' + b"y" * 900_000 + b'"\n',
}


@pytest.mark.parametrize("name", READ)
def test_reads(name: str) -> None:
    found = detected(READ[name])
    assert pairs(found)[:2] == FOUND
    assert not found.reading.doubts


ASKED = {
    "no header": (b"a@x.com,FR\nb@x.com,DE\n", DoubtCode.NO_HEADER),
    "the same header twice": (
        b"email,country,country\na@x.com,FR,x\nb@x.com,DE,y\n",
        DoubtCode.COUNTRY_COLUMN,
    ),
    "short rows": (b"email,country,city\n" + b"a@x.com,FR\nb@x.com,DE\n" * 20, DoubtCode.SHORT_ROWS),
}


@pytest.mark.parametrize("name", ASKED)
def test_asks_about(name: str) -> None:
    data, doubt = ASKED[name]
    found = detected(data)
    assert doubt in doubts(found)
    assert pairs(found)[:2] == FOUND
    assert all(each.message.endswith((".", "?")) for each in found.reading.doubts)


REFUSED = {
    "an empty file": (b"", Refusal.EMPTY_FILE),
    "a header only": (b"email,country\n", Refusal.EMPTY_FILE),
    "a gzip archive in an archive": (gzip.compress(b"email,country\n" * 99), Refusal.NOT_TEXT),
    "UTF-16 that was not decoded": (
        codecs.BOM_UTF16_LE + "email,country\na@x.com,FR\n".encode("utf-16-le"),
        Refusal.NOT_TEXT,
    ),
    "a header whose quotation mark is not closed": (b'"email,country\na@x.com,FR\n', Refusal.MALFORMED),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(FileRefused) as refused:
        detected(data).layout()
    assert refused.value.reason == reason
    assert refused.value.message.endswith(".")
