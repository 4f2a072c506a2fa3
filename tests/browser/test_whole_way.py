"""The whole way of a dirty file, from the drop zone to the downloaded report, against a slow reference."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.report import bars, download
from tests.browser.uploading import row
from tests.unit.counting.oracle import Expected, expected_of

pytestmark = pytest.mark.browser

CODES = {
    "Germany": "DE",
    " deutschland": "DE",
    "DE": "DE",
    "U.S.A.": "US",
    "united states ": "US",
    "UK": "GB",
    "CÔTE D'IVOIRE": "CI",
    "日本": "JP",
    "NA": "",  # among names it is no value
    "Korea, Republic of": "KR",
    "Atlantis": "Atlantis",
    'the "big" one': 'the "big" one',
    " ": "",
    "": "",
}
NOTES = ("", "regular", "said: “call back,\nnot before noon”", "=1+1", "a;b|c", "two\n\nlines, one comma")
EMAIL, COUNTRY = 1, 3


def dirty_customers() -> str:
    """Few people in many spellings and countries, rows without an email, notes that hold anything."""
    chance = random.Random(11)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["Customer no.", "E-Mail Address", "Note", " COUNTRY "])
    for number in range(3_000):
        address = f"person.{chance.randrange(1_200)}@mail.example.org"
        spelt = chance.choice([address, address.upper(), address.title()])
        padded = chance.choice(["", " ", "\t"]) + spelt + chance.choice(["", "  ", "\u00a0"])
        email = chance.choice([padded] * 12 + ["", "  ", "nobody", "a@b@c.org"])
        writer.writerow([number, email, chance.choice(NOTES), chance.choice(list(CODES))])
    return text.getvalue()


def summary_of(expected: Expected) -> bytes:
    """The report as it must be: most customers first, then by country."""
    code_of = {spelling.strip(): code for spelling, code in CODES.items()}
    counts: Counter[str] = Counter()
    for raw, customers in expected.countries.items():
        counts[code_of[raw]] += customers
    ranked = sorted(counts.items(), key=lambda count: (-count[1], count[0]))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([("country", "user_count"), *ranked])
    return text.getvalue().encode()


def test_promise_18_what_is_downloaded_for_a_dirty_file_is_what_a_slow_reference_counts(
    home: Page, tmp_path: Path
) -> None:
    text = dirty_customers()
    expected = expected_of(text, (EMAIL,), COUNTRY)
    assert expected.duplicates > 1_000
    assert set(expected.rejected) == {"missing", "invalid"}
    summary = summary_of(expected)
    refused: list[str] = []
    home.on(
        "console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None
    )
    transfer = home.evaluate_handle(
        """text => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], "dirty.csv"));
            return transfer;
        }""",
        text,
    )

    home.get_by_label("Upload files").dispatch_event("drop", {"dataTransfer": transfer, "bubbles": True})

    expect(row(home, "dirty.csv")).to_contain_text(f"Ready · {expected.customers:,} customers in ")
    row(home, "dirty.csv").get_by_role("link", name="View report").click()
    expect(home.get_by_role("heading", name="dirty.csv")).to_be_visible()
    expect(bars(home)).to_have_count(len(set(CODES.values())) - 1)  # two values are not recognised
    expect(bars(home).first).to_be_visible()
    assert download(home, tmp_path / "download") == ("dirty by country.csv", summary)
    assert not refused, "a policy that is too narrow"
