"""Places that invented people live in, with what follows from them."""

from __future__ import annotations

from dataclasses import dataclass

_COUNTRIES = """
    US USA 1 en USD America/New_York; CA CAN 1 en CAD America/Toronto; GB GBR 44 en GBP Europe/London
    IE IRL 353 en EUR Europe/Dublin; AU AUS 61 en AUD Australia/Sydney; IN IND 91 en INR Asia/Kolkata
    DE DEU 49 de EUR Europe/Berlin; AT AUT 43 de EUR Europe/Vienna; CH CHE 41 de CHF Europe/Zurich
    FR FRA 33 fr EUR Europe/Paris; BE BEL 32 fr EUR Europe/Brussels; ES ESP 34 es EUR Europe/Madrid
    MX MEX 52 es MXN America/Mexico_City; IT ITA 39 it EUR Europe/Rome; PT PRT 351 pt EUR Europe/Lisbon
    BR BRA 55 pt BRL America/Sao_Paulo; NL NLD 31 nl EUR Europe/Amsterdam
    SE SWE 46 sv SEK Europe/Stockholm; DK DNK 45 da DKK Europe/Copenhagen; NO NOR 47 nb NOK Europe/Oslo
    FI FIN 358 fi EUR Europe/Helsinki; PL POL 48 pl PLN Europe/Warsaw; CZ CZE 420 cs CZK Europe/Prague
    HU HUN 36 hu HUF Europe/Budapest; TR TUR 90 tr TRY Europe/Istanbul; GR GRC 30 el EUR Europe/Athens
    RU RUS 7 ru RUB Europe/Moscow; JP JPN 81 ja JPY Asia/Tokyo; CN CHN 86 zh CNY Asia/Shanghai
    KR KOR 82 ko KRW Asia/Seoul
"""

_PLACES = """
    US: San Diego/California/CA/92101, Chicago/Illinois/IL/60601, Miami/Florida/FL/33101,
        Atlanta/Georgia/GA/30301, Philadelphia/Pennsylvania/PA/19019, Boston/Massachusetts/MA/02108,
        Austin/Texas/TX/73301, Denver/Colorado/CO/80201, Wilmington/Delaware/DE/19801,
        Indianapolis/Indiana/IN/46201, Albany/New York/NY/12201
    CA: Toronto/Ontario/ON/M5H 2N2, Montreal/Quebec/QC/H2Y 1C6, Vancouver/British Columbia/BC/V5K 0A1,
        Calgary/Alberta/AB/T2P 1J9, Winnipeg/Manitoba/MB/R3C 4A5, Halifax/Nova Scotia/NS/B3J 1S9,
        Charlottetown/Prince Edward Island/PE/C1A 1A1, Regina/Saskatchewan/SK/S4P 3Y2
    GB: London/Greater London/LND/SW1A 1AA, Manchester/Greater Manchester/MAN/M1 1AE,
        Leeds/West Yorkshire/WYK/LS1 1UR
    IE: Dublin/Leinster/D/D02 AF30, Cork/Munster/CO/T12 X70A
    AU: Sydney/New South Wales/NSW/2000, Melbourne/Victoria/VIC/3000, Brisbane/Queensland/QLD/4000,
        Perth/Western Australia/WA/6000, Adelaide/South Australia/SA/5000, Darwin/Northern Territory/NT/0800
    IN: Mumbai/Maharashtra/MH/400001, Bengaluru/Karnataka/KA/560001, Chennai/Tamil Nadu/TN/600001,
        Panaji/Goa/GA/403001, Kochi/Kerala/KL/682001, Imphal/Manipur/MN/795001
    DE: München/Bayern/BY/80331, Berlin/Berlin/BE/10115, Frankfurt/Hessen/HE/60311,
        Hannover/Niedersachsen/NI/30159, Dresden/Sachsen/SN/01067, Kiel/Schleswig-Holstein/SH/24103
    AT: Wien/Wien/W/1010, Graz/Steiermark/ST/8010
    CH: Zürich/Zürich/ZH/8001, Bern/Bern/BE/3011, Genève/Genève/GE/1201, Luzern/Luzern/LU/6003,
        St. Gallen/St. Gallen/SG/9000, Fribourg/Fribourg/FR/1700
    FR: Paris/Île-de-France/75/75001, Lyon/Auvergne-Rhône-Alpes/69/69001, Lille/Hauts-de-France/59/59000,
        Nantes/Pays de la Loire/44/44000
    BE: Bruxelles/Bruxelles-Capitale/BRU/1000, Gent/Oost-Vlaanderen/VOV/9000
    ES: Madrid/Madrid/M/28001, Sevilla/Andalucía/SE/41001, Valencia/Comunidad Valenciana/V/46001
    MX: Monterrey/Nuevo León/NLE/64000, Mérida/Yucatán/YUC/97000
    IT: Milano/Lombardia/MI/20121, Torino/Piemonte/TO/10121, Napoli/Campania/NA/80121, Bari/Puglia/BA/70121,
        Bergamo/Lombardia/BG/24121, Pescara/Abruzzo/PE/65121
    PT: Lisboa/Lisboa/11/1000-001, Porto/Porto/13/4000-001
    BR: São Paulo/São Paulo/SP/01000-000, Rio de Janeiro/Rio de Janeiro/RJ/20000-000, Belém/Pará/PA/66000-000,
        Maceió/Alagoas/AL/57000-000, Florianópolis/Santa Catarina/SC/88000-000, Aracaju/Sergipe/SE/49000-000
    NL: Amsterdam/Noord-Holland/NH/1011 AB, Utrecht/Utrecht/UT/3511 AB
    SE: Stockholm/Stockholms län/AB/111 20, Malmö/Skåne län/M/211 20
    DK: København/Hovedstaden/84/1050, Aarhus/Midtjylland/82/8000
    NO: Oslo/Oslo/03/0150, Bergen/Vestland/46/5003
    FI: Helsinki/Uusimaa/18/00100, Tampere/Pirkanmaa/11/33100
    PL: Warszawa/mazowieckie/MZ/00-001, Kraków/małopolskie/MA/30-001, Łódź/łódzkie/LD/90-001
    CZ: Praha/Praha/10/110 00, Brno/Jihomoravský kraj/64/602 00
    HU: Budapest/Pest/PE/1011, Szeged/Csongrád-Csanád/CS/6720
    TR: Ankara/Ankara/06/06100, İzmir/İzmir/35/35100
    GR: Αθήνα/Αττική/I/105 57, Θεσσαλονίκη/Κεντρική Μακεδονία/B/546 24
    RU: Москва/Москва/MOW/101000, Казань/Татарстан/TA/420000
    JP: 新宿区/東京都/13/160-0022, 大阪市/大阪府/27/530-0001
    CN: 广州/广东省/GD/510000, 杭州/浙江省/ZJ/310000
    KR: 강남구/서울특별시/11/06000, 해운대구/부산광역시/26/48000
"""


@dataclass(frozen=True)
class Place:
    """Where somebody lives."""

    city: str
    state: str
    state_code: str
    postcode: str
    iso2: str
    iso3: str
    dial: str
    language: str
    currency: str
    time_zone: str


def _read() -> dict[str, list[Place]]:
    rows = _COUNTRIES.replace("\n", ";").split(";")
    facts = {row.split()[0]: row.split()[1:] for row in rows if row.strip()}
    places: dict[str, list[Place]] = {}
    country = ""
    for line in _PLACES.strip().splitlines():
        first, colon, rest = line.strip().partition(": ")
        country = first if colon else country
        for place in (rest if colon else line).strip().rstrip(",").split(","):
            city, state, code, postcode = place.strip().split("/")
            iso3, dial, language, currency, time_zone = facts[country]
            places.setdefault(country, []).append(
                Place(city, state, code, postcode, country, iso3, dial, language, currency, time_zone)
            )
    return places


PLACES = _read()
"""Those of each country, by its two-letter code."""
