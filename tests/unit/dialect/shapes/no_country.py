"""Lists with a part of an address that is no country, or a status, and no country at all."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import (
    AMERICAN,
    AUSTRALIAN,
    BRAZILIAN,
    CANADIAN,
    GERMAN,
    INDIAN,
    ITALIAN,
    SWISS,
    Shape,
    no_country,
    refused,
)


def _list(whose: str, column: str, of: str, email: str = "Email", separator: str = ",") -> Shape:
    columns = f"Id=id|Name=name|{email}=email|{column}|Amount=amount"
    return Shape(f"{whose} by {column.partition('=')[0]}", columns, no_country(email), of, separator)


def _status(name: str, words: str) -> Shape:
    return Shape(f"A status called {name}", f"id=id|Email=email|{name}={words}|created=time", refused())


SHAPES = (
    _list("Americans", "State=st", AMERICAN),
    _list("Americans", "ST=st", AMERICAN),
    _list("Americans with names", "State/Province=state", AMERICAN),
    _list("Americans", "City=city|State Code=st|ZIP=zip", AMERICAN),
    _list("Americans with cities", "City=city|State=st|Zip Code=zip|Phone=phone", AMERICAN),
    _list("Americans", "mailing_state=st", AMERICAN, "email_address"),
    _list("Americans", "Home County=city", AMERICAN),
    _list("Canadians", "Province=st", CANADIAN),
    _list("Canadians with names", "Prov=state", CANADIAN),
    _list("Australians", "State=st|Postcode=zip|Suburb=city", AUSTRALIAN),
    _list("Australians", "State or Territory=state", AUSTRALIAN),
    _list("Brazilians", "UF=st", BRAZILIAN, "E-mail", ";"),
    _list("Brazilians", "Estado=st|Cidade=city", BRAZILIAN, "E-mail", ";"),
    _list("Italians", "Provincia=st", ITALIAN, "Posta elettronica", ";"),
    _list("Italians", "Prov.=st|CAP=zip", ITALIAN, "E-mail", ";"),
    _list("Germans", "Bundesland=st", GERMAN, "E-Mail", ";"),
    _list("Germans", "Bundesländer=state", GERMAN, "E-Mail", ";"),
    _list("Swiss", "Kanton=st", SWISS, "E-Mail", ";"),
    _list("Swiss", "Canton=st|NPA=zip", SWISS, "Courriel", ";"),
    _list("Indians", "State=st|PIN=zip", INDIAN),
    _list("French", "Département=st|Région=state", "FR", "Courriel", ";"),
    _list("Spaniards", "Provincia=state|C. Autónoma=state", "ES", "Correo electrónico", ";"),
    _list("Poles", "Województwo=state|Powiat=city", "PL", "Adres e-mail", ";"),
    _list("Dutch", "Provincie=st", "NL", "E-mailadres", ";"),
    _list("Swedes", "Län=state", "SE", "E-post", ";"),
    _list("Japanese", "都道府県=state", "JP", "メールアドレス"),
    _status("state", "enabled/disabled/invited"),
    _status("Status", "active/unsubscribed/cleaned"),
    _status("Account State", "Open/Closed/Suspended"),
    _status("Estado", "activo/pendiente/baja"),
    _status("Stato", "attivo/sospeso/cancellato"),
    _status("Stan", "aktywny/zablokowany"),
    _status("Stav", "aktivní/zrušený"),
    _status("Zustand", "aktiv/gesperrt"),
    _status("État", "actif/inactif/résilié"),
    _status("Donation", "25.00/50.00/100.00/12.50"),
    _status("Nationality group", "domestic/foreign"),
    _status("Designation", "Manager/Director/Analyst"),
    _status("Estate", "Oakwood/Hillside/Northgate"),
    _status("Island", "North/South/Main"),
    _status("Landline", "555-0101/555-0102/555-0103"),
    _status("Landing page", "home/pricing/blog"),
    _status("Destination", "Paris/London/Rome"),
    _status("Combination", "A12/B17/C03"),
    _status("Payslip", "May/June/July"),
)
