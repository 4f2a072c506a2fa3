"""The header lines of well-known programs' exports lead to the right columns."""

from __future__ import annotations

import pytest

from tests.unit.dialect.reading import detected, doubts
from worker.dialect.model import DoubtCode

CERTAIN = {
    "Salesforce leads": (
        (
            "First Name,Last Name,Title,Company / Account,Email,Phone,Street,City,State/Province,Countr"
            "y,Lead Owner"
        ),
        "Email",
        "Country",
    ),
    "Salesforce contacts": (
        (
            "Salutation,First Name,Last Name,Mailing Street,Mailing City,Mailing Country,Phone,Email,Ac"
            "count Owner"
        ),
        "Email",
        "Mailing Country",
    ),
    "HubSpot": (
        (
            "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Email Domain,L"
            "ast email sent date,Country/Region,Create Date"
        ),
        "Email",
        "Country/Region",
    ),
    "Mailchimp": (
        (
            "Email Address,First Name,Last Name,Address,Phone Number,Country,MEMBER_RATING,OPTIN_TIME,O"
            "PTIN_IP,CONFIRM_TIME,LATITUDE,LONGITUDE,TIMEZONE,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS"
        ),
        "Email Address",
        "Country",
    ),
    "Mailchimp by place": (
        (
            "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,TIMEZONE,CC,REGION,LAST_CHANGE"
            "D,LEID,EUID"
        ),
        "Email Address",
        "CC",
    ),
    "Shopify customers": (
        (
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Def"
            "ault Address Address1,Default Address City,Default Address Province Code,Default Address C"
            "ountry Code,Default Address Zip,Phone,Accepts SMS Marketing,Total Spent,Tags"
        ),
        "Email",
        "Default Address Country Code",
    ),
    "Shopify customers, older": (
        (
            "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,City,Province,Province"
            " Code,Country,Country Code,Zip,Phone,Total Spent,Total Orders,Tags,Note,Tax Exempt"
        ),
        "Email",
        "Country",
    ),
    "Klaviyo": (
        (
            "Email,Klaviyo ID,First Name,Last Name,Organization,Title,Phone Number,Address,City,State /"
            " Region,Country,Zip Code,Latitude,Source,Email Marketing Consent,Email Suppressions"
        ),
        "Email",
        "Country",
    ),
    "WooCommerce customers": (
        (
            "Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV,Country / Region,City,Regio"
            "n,Postal Code"
        ),
        "Email",
        "Country / Region",
    ),
    "Stripe": (
        (
            "id,Description,Email,Name,Created (UTC),Delinquent,Card ID,Card Last4,Card Brand,Card Addr"
            "ess City,Card Address Country,Card Issue Country,Plan,Status,Total Spend"
        ),
        "Email",
        "Card Address Country",
    ),
    "Google Contacts": (
        (
            "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,P"
            "hone 1 - Value,Address 1 - Label,Address 1 - Country,Address 2 - Country"
        ),
        "E-mail 1 - Value",
        "Address 1 - Country",
    ),
    "Kundenliste": (
        (
            "Kundennummer;Anrede;Vorname;Nachname;E-Mail-Adresse;Newsletter;Strasse;PLZ;Ort;Bundesland;"
            "Land;Umsatz"
        ),
        "E-Mail-Adresse",
        "Land",
    ),
    "Liste de clients": (
        ("Nom;Prénom;Courriel;Téléphone;Ville;Code postal;Pays;Consentement"),
        "Courriel",
        "Pays",
    ),
}
ASKED = {
    "Shopify orders": (
        (
            "Name,Email,Financial Status,Currency,Total,Billing Name,Billing City,Billing Country,Shipp"
            "ing Name,Shipping City,Shipping Country,Payment Method"
        ),
        "Email",
        "Billing Country",
    ),
    "WooCommerce orders": (
        (
            "Order Number,Order Status,Email (Billing),Country Code (Billing),City (Billing),Country Co"
            "de (Shipping)"
        ),
        "Email (Billing)",
        "Country Code (Billing)",
    ),
    "Outlook": (
        (
            "Title,First Name,Business Country/Region,Home Country/Region,Other Country/Region,E-mail A"
            "ddress,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type"
        ),
        "E-mail Address",
        "Home Country/Region",
    ),
    "Outlook in German": (
        (
            "Anrede,Vorname,Land/Region geschäftlich,Land/Region privat,Weiteres/e Land/Region,E-Mail-A"
            "dresse,E-Mail-Typ,E-Mail: Angezeigter Name,E-Mail 2: Adresse"
        ),
        "E-Mail-Adresse",
        "Land/Region privat",
    ),
}


def row(header: str) -> str:
    """A row with plausible values under each name."""
    separator = ";" if ";" in header else ","
    values = []
    for name in header.split(separator):
        lower = name.lower()
        is_country = any(noun in lower for noun in ("country", "land", "pays")) or name == "CC"
        is_email = lower.startswith(("e-mail 1 - v", "e-mail 2 - v", "e-mail-adr", "e-mail addr", "courriel"))
        is_email = is_email or lower in {"email", "email address", "email (billing)"}
        values.append("a@x.com" if is_email else "FR" if is_country and name != "Bundesland" else "x")
    return separator.join(values)


@pytest.mark.parametrize("name", CERTAIN)
def test_certain_exports_go_straight_through(name: str) -> None:
    header, email, country = CERTAIN[name]
    found = detected(f"{header}\n" + f"{row(header)}\n" * 9)
    columns = found.reading.dialect.columns
    assert found.reading.email is not None
    assert found.reading.country is not None
    assert (columns[found.reading.email], columns[found.reading.country]) == (email, country)
    assert not found.reading.doubts


@pytest.mark.parametrize("name", ASKED)
def test_exports_with_several_countries_are_asked_about(name: str) -> None:
    header, email, country = ASKED[name]
    found = detected(f"{header}\n" + f"{row(header)}\n" * 9)
    columns = found.reading.dialect.columns
    assert found.reading.email is not None
    assert found.reading.country is not None
    assert (columns[found.reading.email], columns[found.reading.country]) == (email, country)
    assert doubts(found) == {DoubtCode.COUNTRY_COLUMN}
