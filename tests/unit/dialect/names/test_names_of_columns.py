"""Names of columns, in many languages: what is an email or a country by its name, and what is not."""

from __future__ import annotations

import pytest

from tests.unit.dialect.reading import detected
from worker.dialect.names.meaning import COUNTRY, EMAIL

EMAIL_NAMES = [
    "email",
    "Email",
    "E-MAIL",
    "e_mail",
    " E mail ",
    "Email Address",
    "email_address",
    "mail",
    "Customer E-mail",
    "EmailAddress",
    "\N{FULLWIDTH LATIN CAPITAL LETTER E}mail",
    "billing email",
    "e.mail:",
    "emailid",
    "hashed email",
    "email_sha256",
    "E-mail 1 - Value",
    "User_Email__c",
    "$email",
    "E-Mail-Adresse",
    "Mailadresse",
    "Kunden-E-Mail",
    "courriel",
    "Adresse e-mail",
    "Adresse électronique",
    "Mél",
    "Adresse de messagerie",
    "correo",
    "Correo electrónico",
    "Dirección de correo electrónico",
    "posta elettronica",
    "Indirizzo e-mail",
    "correio eletrónico",
    "Endereço de email",
    "E-mailadres",
    "Adres e-mail",
    "Adres poczty elektronicznej",
    "e-post",
    "E-postadress",
    "Login Email",
    "Email (optional)",
    "E-pasta adrese",
    "E-posti aadress",
    "Correu electrònic",
    "Имејл",
    "Е-пошта",  # noqa: RUF001 - Cyrillic
    "Електронска пошта",
    "Địa chỉ email",
    "Alamat Email",
    "الايميل",
    "E-poçt",
    "mejl",
    "e-postadresse",
    "E-mailadresse",
    "sähköposti",
    "Sähköpostiosoite",
    "E-mailová adresa",
    "elektronická pošta",
    "E-mail cím",
    "Adresă de email",
    "E-posta adresi",
    "e-posta",
    "Ηλεκτρονικό ταχυδρομείο",
    "Διεύθυνση ηλεκτρονικού ταχυδρομείου",
    "Электронная почта",
    "Адрес электронной почты",
    "эл. почта",
    "Електронна пошта",
    "Електронна адреса",
]
NOT_EMAIL_NAMES = [
    "email opt-in",
    "email_opt_in",
    "has email",
    "email status",
    "email sent at",
    "Email Marketing Consent",
    "Accepts Email Marketing",
    "is_valid_email",
    "E-mail 1 - Type",
    "E-mail Display Name",
    "E-Mail: Angezeigter Name",
    "email type",
    "email domain",
    "Contact owner email",
    "mailing address",
    "voicemail",
    "hotmail",
    "female",
    "",
]
COUNTRY_NAMES = [
    "country",
    "COUNTRY CODE",
    "country_code",
    "countryCode",
    "Country-Code",
    "Nation",
    "Country Name",
    "country of residence",
    "shipping country",
    "ISO2",
    "Country/Region",
    "Country (ISO)",
    "billing_country",
    "country_iso_code",
    "CountryISO2",
    "Land",
    "Land (ISO)",
    "Ländercode",
    "Laendercode",
    "Länderkürzel",
    "Länderschlüssel",
    "Laenderschluessel",
    "Country (optional)",
    "COUNTRY_DESC",
    "tbl_customers.customer_country",
    "person.geolocation.country",
    "Valsts kods",
    "Riigikood",
    "Codi de país",
    "Земља",
    "Земја",
    "Mã quốc gia",
    "Kode negara",
    "Ölkə",
    "Land/Region",
    "Rechnungsland",
    "Pays",
    "Code pays",
    "Pays/Région",
    "Pays de résidence",
    "País",
    "Código de país",
    "País/Región",
    "Paese",
    "Nazione",
    "Codice Paese",
    "Código do país",
    "Landcode",
    "Kraj",
    "Kod kraju",
    "Kraj/region",
    "Państwo",
    "Landskod",
    "Landekode",
    "Maa",
    "Maakoodi",
    "Země",
    "Stát",
    "Kód země",
    "Ország",
    "Országkód",
    "Țara",
    "Ülke",
    "Ülke/Bölge",
    "Χώρα",
    "Κωδικός χώρας",
    "Страна",
    "Код страны",
    "Країна",
    "Код країни",
]
NOT_COUNTRY_NAMES = [
    "Negara asal",
    "phone country code",
    "Country Manager",
    "Bundesland",
    "county",
    "island",
    "Country of birth",
    "Card Issue Country",
    "Currency",
    "phone country",
    "has country",
    "Country calling code",
    "",
]


@pytest.mark.parametrize("name", EMAIL_NAMES)
def test_names_the_email(name: str) -> None:
    found = detected(f"id;{name};country\n1;a@x.com;FR\n")
    assert (found.reading.email, found.reading.country, found.reading.doubts) == (1, 2, ())


@pytest.mark.parametrize("name", COUNTRY_NAMES)
def test_names_the_country(name: str) -> None:
    found = detected(f"{name};email;city\nFR;a@x.com;Paris\n")
    assert (found.reading.email, found.reading.country, found.reading.doubts) == (1, 0, ())


@pytest.mark.parametrize("name", NOT_EMAIL_NAMES)
def test_does_not_name_the_email(name: str) -> None:
    assert EMAIL.rank(name) is None


@pytest.mark.parametrize("name", NOT_COUNTRY_NAMES)
def test_does_not_name_the_country(name: str) -> None:
    assert COUNTRY.rank(name) is None


PARTS_OF_ADDRESSES = [
    "State",
    "state_code",
    "BillingState",
    "billingstate",
    "Default Address Province Code",
    "Province",
    "Region Code",
    "County",
    "Bundesland",
    "Kanton",
    "Département",
    "Préfecture",
    "Provincia",
    "Estado",
    "Estado/Provincia",
    "UF",
    "Comunidad / Provincia",
    "Provincie",
    "Län",
    "Fylke",
    "Maakunta",
    "Województwo",
    "Kraj / okres",
    "Megye",
    "Județ",
    "İlçe",
    "Νομός",
    "Область, город",
    "都道府県",
    "省份",
    "도시",
    "Zip",
    "Postleitzahl",
    "Code postal",
    "City",
    "Area Code",
    "Vorwahl",
    "Dialling code",
]


@pytest.mark.parametrize("name", PARTS_OF_ADDRESSES)
def test_a_part_of_an_address_is_no_country_whatever_it_holds(name: str) -> None:
    assert COUNTRY.rank(name) is None
    found = detected(f'email;"{name}"\na@x.com;Germany\nb@x.com;France\n')
    assert found.reading.country is None
    found = detected(f'email;"{name}";country\na@x.com;DE;\nb@x.com;FR;\n')
    assert found.reading.country != 1


@pytest.mark.parametrize(
    "word", ["State", "estate", "Donation", "payslip", "camel", "coordination", "mainland"]
)
def test_no_country_is_made_of_pieces_of_words(word: str) -> None:
    assert COUNTRY.rank(word) is None
    assert EMAIL.rank(word) is None
