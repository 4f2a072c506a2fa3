"""Emails as tools write them: with names, several in a field, in several columns, hashed in two ways."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.forms import COUNT, check, figure, select
from tests.browser.uploading import choose, row

pytestmark = pytest.mark.browser


def test_addresses_behind_names_are_counted_and_the_report_tells_of_several(
    home: Page, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    lines = [f'"Muster, Ada <p{number}@mail.example>",DE' for number in range(20)]
    lines += ["p0@mail.example ::: other@mail.example,FR", '"p20@mail.example; P1@mail.example",FR']
    path.write_text("\n".join(["Email,Country", *lines, "please ask p9@mail.example,FR", ""]))
    choose(home, path)

    expect(row(home, path.name)).to_contain_text("Ready · 21 customers in 2 countries")
    row(home, path.name).get_by_role("link", name="View report").click()
    expect(figure(home, "Duplicates")).to_have_text("1")
    expect(home.get_by_text("Several addresses in one field")).to_be_visible()
    expect(home.get_by_text("2 rows; the first usable one decided")).to_be_visible()
    expect(home.get_by_text("Rejected: No valid email address")).to_be_visible()


def test_a_template_of_three_email_columns_is_counted_by_all_of_them(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "customers-template.csv"
    cells = ("p{0}@mail.example,,", ",p{0}@mail.example,", ",,p{0}@mail.example")
    lines = [f"{cells[number % 3].format(number)},{number},DE" for number in range(60)]
    path.write_text("\n".join(["email,email,email,phone,country", *lines, ""]))
    choose(home, path)
    check(home, path.name)

    expect(home.get_by_text("Several columns could be the email column")).to_be_visible()
    expect(home.get_by_text("If that is empty, use")).to_be_visible()
    rows = home.get_by_role("region", name="The first rows as they are read")
    expect(rows.locator("th.used")).to_have_count(4)
    home.get_by_role("button", name=COUNT).click()

    expect(figure(home, "Customers")).to_have_text("60")
    expect(home.get_by_text("Email from a further column")).to_be_visible()
    expect(home.get_by_text("email, email (column 2), email (column 3)")).to_be_visible()


def test_of_two_kinds_of_hash_the_chosen_one_counts(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "hashed.csv"
    lines = [f"{hashlib.sha256(b'%d' % number).hexdigest()},DE" for number in range(60)]
    lines += [f"{hashlib.md5(b'%d' % number).hexdigest()},FR" for number in range(9)]
    path.write_text("\n".join(["email,country", *lines, ""]))
    choose(home, path)
    check(home, path.name)

    expect(home.get_by_text("Some emails are hashed with MD5 and SHA-256")).to_be_visible()
    select(home, "Emails hashed with", "MD5")
    home.get_by_role("button", name=COUNT).click()

    expect(figure(home, "Customers")).to_have_text("9")
    expect(home.get_by_text("9 rows, with MD5")).to_be_visible()
    expect(home.get_by_text("Rejected: Email hashed in another way")).to_be_visible()
