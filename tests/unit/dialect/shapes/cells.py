"""What an invented person has in a column of some kind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from babel import Locale

from tests.unit.dialect.shapes.places import PLACES, Place

_FIRST = ("Ada", "Ben", "Clara", "Dev", "Elif", "Finn", "Greta", "Hana", "Ivan", "Jun", "Lena", "Nils")
_LAST = ("Muster", "Okafor", "Tanaka", "Silva", "Novak", "Rossi", "Weber", "Dupont", "Garcia", "Kim")
_COMPANIES = ("Muster GmbH", "Acme Inc", "Okafor Ltd", "Silva SA", "Rossi Srl", "Tanaka KK")
_STAFF = ("sam.rep@shop.example", "kim.owner@shop.example", "lee.sales@shop.example")
_WORDS = ("spring", "vip", "webinar", "blue", "trial", "partner", "autumn", "press")
_ABROAD = ("IN", "BR", "PL", "TR", "NG", "PH")


@dataclass(frozen=True)
class Person:
    """Somebody invented, who lives somewhere and may have parcels sent elsewhere."""

    number: int
    first: str
    last: str
    place: Place
    elsewhere: Place
    chance: Random

    @property
    def email(self) -> str:
        """An address of their own."""
        return f"{self.first}.{self.last}{self.number}@mail.example".lower()


def people(countries: str, seed: str, number: int) -> list[Person]:
    """Invented people of some countries, the same ones every time."""
    chance = Random(seed)
    of = countries.split()
    found = []
    for each in range(number):
        home = chance.choice(PLACES[of[each % len(of)]])
        moved = chance.choice(PLACES[chance.choice(of)]) if each % 5 == 0 else home
        found.append(Person(each + 1, chance.choice(_FIRST), chance.choice(_LAST), home, moved, chance))
    return found


def cell(kind: str, person: Person) -> str:
    """What a person has in a column.

    Args:
        kind: of the columns; `kind?` is filled for one of four, `kind~` for nine of ten, `country@de` is a
            country in a language, `a/b` one of words written out, anything unknown is the same in all rows.
        person: whose row it is.
    """
    if kind.endswith("?"):
        return cell(kind[:-1], person) if person.number % 4 == 2 else ""
    if kind.endswith("~"):
        return "" if person.number % 10 == 3 else cell(kind[:-1], person)
    if "/" in kind:
        return person.chance.choice(kind.split("/"))
    name, _, language = kind.partition("@")
    if language:
        return named(person.elsewhere.iso2 if name == "country2" else person.place.iso2, language)
    return _KINDS[kind](person) if kind in _KINDS else kind


def named(iso2: str, language: str) -> str:
    """A country's name in a language."""
    return str(Locale.parse(language).territories[iso2])


def _hashed(way: str) -> Callable[[Person], str]:
    return lambda person: hashlib.new(way, person.email.encode()).hexdigest()


def _number(most: int) -> Callable[[Person], str]:
    return lambda person: str(person.chance.randint(1, most))


def _any_of(words: tuple[str, ...]) -> Callable[[Person], str]:
    return lambda person: person.chance.choice(words)


_KINDS: dict[str, Callable[[Person], str]] = {
    "-": lambda _: "",
    "email": lambda person: person.email,
    "email2": lambda person: f"{person.last}.{person.number}@work.example".lower(),
    "owner": _any_of(_STAFF),
    "sha256": _hashed("sha256"),
    "sha1": _hashed("sha1"),
    "md5": _hashed("md5"),
    "mixed": lambda person: person.email if person.number % 2 else person.email.replace("mail.", "post."),
    "display": lambda person: f"{person.first} {person.last} <{person.email}>",
    "first": lambda person: person.first,
    "last": lambda person: person.last,
    "name": lambda person: f"{person.first} {person.last}",
    "user": lambda person: f"{person.first}{person.number}".lower(),
    "company": _any_of(_COMPANIES),
    "street": lambda person: f"{person.number} Market Street",
    "city": lambda person: person.place.city,
    "city2": lambda person: person.elsewhere.city,
    "state": lambda person: person.place.state,
    "state2": lambda person: person.elsewhere.state,
    "st": lambda person: person.place.state_code,
    "st2": lambda person: person.elsewhere.state_code,
    "zip": lambda person: person.place.postcode,
    "zip2": lambda person: person.elsewhere.postcode,
    "country": lambda person: named(person.place.iso2, "en"),
    "country2": lambda person: named(person.elsewhere.iso2, "en"),
    "iso": lambda person: person.place.iso2,
    "isolower": lambda person: person.place.iso2.lower(),
    "iso2": lambda person: person.elsewhere.iso2,
    "iso3": lambda person: person.place.iso3,
    "abroad": lambda person: named(person.chance.choice(_ABROAD), "en"),
    "abroadiso": _any_of(_ABROAD),
    "dial": lambda person: f"+{person.place.dial}",
    "dialnumber": lambda person: person.place.dial,
    "phone": lambda person: f"+{person.place.dial} 555 {person.number:04}",
    "language": lambda person: person.place.language,
    "Language": lambda person: str(Locale.parse("en").languages[person.place.language]),
    "locale": lambda person: f"{person.place.language}-{person.place.iso2}",
    "locale_": lambda person: f"{person.place.language}_{person.place.iso2}",
    "currency": lambda person: person.place.currency,
    "timezone": lambda person: person.place.time_zone,
    "amount": lambda person: f"{person.chance.randint(5, 400)}.{person.chance.randint(0, 99):02}",
    "count": _number(20),
    "id": lambda person: str(48_000 + 7 * person.number),
    "longid": lambda person: hashlib.sha512(person.email.encode()).hexdigest()[:18],
    "uuid": lambda person: (
        f"{hashlib.sha512(person.email.encode()).hexdigest()[:8]}-55aa-4c1d-9b1e-00000000{person.number:04}"
    ),
    "date": lambda person: f"2024-{person.number % 12 + 1:02}-{person.number % 28 + 1:02}",
    "time": lambda person: (
        f"2024-{person.number % 12 + 1:02}-{person.number % 28 + 1:02} 10:15:{person.number % 60:02}"
    ),
    "ip": lambda person: f"203.0.113.{person.number}",
    "latitude": lambda person: f"{person.chance.uniform(-50, 60):.4f}",
    "bool": _any_of(("true", "false")),
    "yes": _any_of(("Yes", "No")),
    "y": _any_of(("Y", "N")),
    "1": _any_of(("1", "0")),
    "word": _any_of(_WORDS),
    "text": lambda person: f"Asked about {person.chance.choice(_WORDS)}, will call again",
    "url": lambda person: f"https://shop.example/{person.number}",
    "gender": _any_of(("m", "f")),
    "year": lambda person: str(1950 + person.number),
    "domain": lambda _: "mail.example",
}
