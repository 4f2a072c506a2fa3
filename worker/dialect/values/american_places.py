"""Which state an American or Canadian postal code or city lies in: tells CA, California, from CA, Canada."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from worker.dialect.values.codings import STATES_AND_PROVINCES

_ZIP = re.compile(r"\s*(\d{5})(?:-?\d{4})?(?:\.0)?\s*")
_SHORT_ZIP = re.compile(r"\s*(\d{4})(?:\.0)?\s*")
_CANADIAN = re.compile(r"\s*([A-Z])\d[A-Z] ?\d[A-Z]\d\s*", re.IGNORECASE)
_AGREEING = 0.5
_FEWEST = 2
_LOOKED_AT = 50
_MOST_COLUMNS = 30

States = frozenset[str]

_FIRST_THREE_DIGITS = """
PR 006-009 MA 010-027 RI 028-029 NH 030-038 ME 039-049 VT 050-059 CT 060-069 NJ 070-089 NY 100-149 PA
150-196 DE 197-199 DC 200-205 MD 206-219 VA 220-246 WV 247-268 NC 270-289 SC 290-299 GA 300-319 FL
320-349 AL 350-369 TN 370-385 MS 386-397 GA 398-399 KY 400-427 OH 430-459 IN 460-479 MI 480-499 IA
500-528 WI 530-549 MN 550-567 SD 570-577 ND 580-588 MT 590-599 IL 600-629 MO 630-658 KS 660-679 NE
680-693 LA 700-714 AR 716-729 OK 730-749 TX 750-799 CO 800-816 WY 820-831 ID 832-838 UT 840-847 AZ
850-865 NM 870-884 TX 885-885 NV 889-898 CA 900-961 HI 967-968 OR 970-979 WA 980-994 AK 995-999
"""
_CANADIAN_LETTERS = (
    "A NL B NS C PE E NB G QC H QC J QC K ON L ON M ON N ON P ON R MB S SK T AB V BC X NT Y YT"
)
_CITIES = """
AL Birmingham,Montgomery,Huntsville,Mobile;AK Anchorage,Juneau,Fairbanks
AZ Phoenix,Tucson,Mesa,Scottsdale,Tempe;AR Little Rock,Fayetteville,Fort Smith
CA Los Angeles,San Diego,San Jose,San Francisco,LA,Fresno,Sacramento
CA Oakland,Long Beach,Anaheim,Irvine,Santa Monica,Pasadena,Berkeley,Palo Alto
CO Denver,Boulder,Colorado Springs;CO Aurora,Fort Collins;CT Hartford,Bridgeport,New Haven,Stamford
DE Dover,Wilmington,Newark;DC Washington;FL Miami,Orlando,Tampa,Jacksonville,Tallahassee,Fort Lauderdale
GA Atlanta,Savannah,Augusta,Macon,Columbus;HI Honolulu,Hilo;ID Boise,Meridian,Nampa
IL Chicago,Springfield,Peoria,Naperville,Rockford
IN Indianapolis,Fort Wayne,Evansville,Bloomington,South Bend;IA Des Moines,Cedar Rapids,Davenport
KS Wichita,Topeka,Overland Park,Kansas City;KY Louisville,Lexington
LA New Orleans,Baton Rouge,Shreveport;ME Portland,Bangor;MD Baltimore,Annapolis,Rockville
MA Boston,Cambridge,Worcester,Springfield;MI Detroit,Grand Rapids,Ann Arbor,Lansing
MN Minneapolis,Saint Paul,St. Paul,Rochester,Duluth;MS Jackson,Biloxi,Gulfport
MO Kansas City,St. Louis,Saint Louis,Springfield;MT Billings,Missoula,Helena;NE Omaha,Lincoln
NV Las Vegas,Reno,Henderson;NH Manchester,Nashua,Concord;NJ Newark,Jersey City,Trenton
NM Albuquerque,Santa Fe,Las Cruces;NY New York,Brooklyn,Buffalo,Rochester,Albany,Queens,Bronx
NC Charlotte,Raleigh,Durham,Greensboro;ND Fargo,Bismarck
OH Columbus,Cleveland,Cincinnati,Toledo,Akron,Dayton;OK Oklahoma City,Tulsa,Norman
OR Portland,Eugene,Salem,Bend;PA Philadelphia,Pittsburgh,Harrisburg,Allentown
RI Providence,Warwick,Cranston;SC Charleston,Columbia,Greenville;SD Sioux Falls,Rapid City,Pierre
TN Nashville,Memphis,Knoxville,Chattanooga;TX Houston,Dallas,Austin,San Antonio,Fort Worth,El Paso,Plano
UT Salt Lake City,Provo,Ogden,Park City;VT Burlington,Montpelier
VA Richmond,Virginia Beach,Norfolk,Arlington;WA Seattle,Spokane,Tacoma,Bellevue,Redmond
WV Charleston,Huntington,Morgantown;WI Milwaukee,Madison,Green Bay;WY Cheyenne,Casper,Laramie
ON Toronto,Ottawa,Mississauga,Hamilton,London;QC Montreal,Montréal,Quebec,Laval
BC Vancouver,Victoria,Burnaby,Surrey;AB Calgary,Edmonton;MB Winnipeg;SK Saskatoon,Regina;NS Halifax
NB Moncton,Fredericton;NL St. John's;PE Charlottetown
"""


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    return zip(words[::2], words[1::2], strict=True)


@cache
def _by_digits() -> dict[str, str]:
    found: dict[str, str] = {}
    for state, span in _pairs(_FIRST_THREE_DIGITS):
        first, last = map(int, span.split("-"))
        found |= {f"{number:03}": state for number in range(first, last + 1)}
    return found


@cache
def _by_city() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _CITIES.replace("\n", ";").strip(";").split(";"):
        for city in line[3:].split(","):
            found.setdefault(city.casefold(), set()).add(line[:2])
    return {city: frozenset(states) for city, states in found.items()}


@cache
def _by_letter() -> dict[str, str]:
    return dict(_pairs(_CANADIAN_LETTERS))


def states_of(cell: str) -> frozenset[str]:
    """The states that a postal code or a city may lie in; none for any other text."""
    text = cell.strip()
    if found := _ZIP.fullmatch(text):
        digits = found[1]
    elif found := _SHORT_ZIP.fullmatch(text):  # of New England, from a spreadsheet that took it for a number
        digits = f"0{found[1]}"
    elif found := _CANADIAN.fullmatch(text):
        return frozenset({_by_letter().get(found[1].upper(), "")})
    else:
        return _by_city().get(text.casefold(), frozenset())
    state = _by_digits().get(digits[:3])
    return frozenset({state}) if state else frozenset()


def states_of_places(columns: Sequence[Sequence[str]]) -> list[list[States]]:
    """The states that the cells of those columns lie in that hold postal codes or cities, of a few columns.

    Args:
        columns: each with one cell a row.
    """
    found: list[list[States]] = []
    for cells in columns:
        if any(states_of(cell) for cell in cells[:_LOOKED_AT]):
            found.append([states_of(cell) for cell in cells])
        if len(found) == _MOST_COLUMNS:
            break
    return found


def may_hold_states(values: Sequence[str]) -> bool:
    """Whether some of what is there may be states or provinces."""
    return not STATES_AND_PROVINCES.isdisjoint(map(_state, values))


def are_states(values: Sequence[str], places: Sequence[States]) -> bool:
    """Whether those of a column's values that may be states are those of what stands beside them, mostly.

    Args:
        values: of the column; what is no state, such as US, says nothing.
        places: the states of another one's cells, in the same rows.
    """
    codes = map(_state, values)
    told = [
        (code, states)
        for code, states in zip(codes, places, strict=True)
        if states and code in STATES_AND_PROVINCES
    ]
    agreeing = sum(code in states for code, states in told)
    return agreeing > _AGREEING * len(told) and (agreeing >= _FEWEST or agreeing == len(told))


def _state(value: str) -> str:
    """The code that a value may be, of a state; "Georgia" is also the name of a country."""
    text = value.strip().upper()
    return "GA" if text == "GEORGIA" else text
