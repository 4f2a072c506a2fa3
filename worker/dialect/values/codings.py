"""What else than countries short codes may be, many of which are also codes of countries: CA, DE, NO, SV."""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.countries import is_alpha2
from worker.text.sentences import say

_FEW = 0.5
_REGION = re.compile(r"[-_](?:[A-Z]{2,4}|[0-9]{3})")


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.upper().split())


@dataclass(frozen=True, slots=True)
class Coding:
    """Values that mean something else than countries.

    Attributes:
        name: what they are, in the plural.
        codes: all of them, in capitals.
        needed: how many it takes that are no countries, or twice as many that few customers live in.
        is_closed: whether two different ones and nothing else are no countries, whatever they are.
        has_regions: whether a region may stand behind a code: `de-AT`.
        has_countries: whether all codes of countries are among them, too, and mean these.
    """

    name: str
    codes: frozenset[str]
    needed: float = 1
    is_closed: bool = False
    has_regions: bool = False
    has_countries: bool = False

    def holds(self, value: str) -> bool:
        """Whether a value, in capitals, is one of these."""
        return self.bare(value) in self.codes or (self.has_countries and is_alpha2(value))

    def tells(self, value: str) -> bool:
        """Whether it speaks for them."""
        return self.bare(value) in self.codes

    def bare(self, value: str) -> str:
        """A value without its region."""
        return value[:2] if self.has_regions and _REGION.fullmatch(value[2:]) else value


def _coding(
    name: str,
    text: str,
    *,
    needed: float = 1,
    is_closed: bool = False,
    has_regions: bool = False,
    has_countries: bool = False,
) -> Coding:
    return Coding(name, _codes(text), needed, is_closed, has_regions, has_countries)


AMERICAN = say("American states")
_STATES = """
    AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV
    NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY PR GU VI AS MP
"""
_PROVINCES = "AB BC MB NB NL NS NT NU ON PE QC SK YT PQ NF"
STATES = _codes(_STATES)
STATES_AND_PROVINCES = STATES | _codes(_PROVINCES)

_FIPS = """
    AA AC AE AF AG AJ AL AM AN AO AR AS AU AV BA BB BC BD BE BF BG BH BK BL BM BN BO BP BR BT BU BX BY CA CB
    CD CE CF CG CH CI CJ CK CM CN CO CQ CS CT CU CV CY DA DJ DO DR EC EG EI EK EN ER ES ET EZ FI FJ FM FO FP
    FR GA GB GG GH GI GJ GL GM GP GR GT GV GY HA HK HO HR HU IC ID IN IR IS IT IV IZ JA JM JO KE KG KN KR KS
    KT KU KV KZ LA LE LG LH LI LO LS LT LU LY MA MC MD MG MI MJ MK ML MN MO MP MR MT MU MV MX MY MZ NC NG NH
    NI NL NO NP NS NU NZ PA PE PK PL PM PO PP PU QA RI RM RO RP RS RW SA SC SE SF SG SH SI SL SM SN SO SP SR
    ST SU SV SW SY SZ TD TH TI TN TO TP TS TT TU TW TX TZ UG UK UP US UV UY UZ VC VE VM VT WA WI WS WZ YM ZA
    ZI
"""

LANGUAGES = _coding(
    say("languages"),
    """
    ar be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko lt lv
    mk mn ms mt nb nl nn no pl pt ro ru sk sl sq sr sv sw ta th tl tr uk ur uz vi zh
    """,
    has_regions=True,
)
ANSWERS = _coding(
    say("answers such as yes and no"),
    """
    yes no y n si sí oui non ja nein nej nei nee não nao sim da ne nu tak nie ano áno igen nem evet hayir
    hayır ei jah jo po kyllä taip jā nē bai ez ναι όχι да нет не так ні true false t f 0 1 ok na none
    """,  # noqa: RUF001 - Cyrillic and Greek
    is_closed=True,
)
CODINGS = (
    _coding(AMERICAN, _STATES, needed=_FEW),
    _coding(say("Canadian provinces"), _PROVINCES),
    _coding(say("Australian states"), "NSW QLD SA TAS VIC WA ACT NT"),
    _coding(
        say("Brazilian states"),
        "AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO",
    ),
    _coding(say("German states"), "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH NRW RLP LSA"),
    _coding(
        say("Swiss cantons"),
        "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH",
    ),
    _coding(say("Dutch provinces"), "DR FL FR GE GD GR LI NB NH OV UT ZE ZH"),
    _coding(
        say("Italian provinces"),
        """
        AG AL AN AO AR AP AT AV BA BT BL BN BG BI BO BZ BS BR CA CL CB CE CT CZ CH CO CS CR KR CN EN FM FE FI
        FG FC FR GE GO GR IM IS SP AQ LT LE LC LI LO LU MC MN MS MT ME MI MO MB NA NO NU OR PD PA PR PV PG PU
        PE PC PI PT PN PZ PO RG RA RC RE RI RN RM RO SA SS SV SI SR SO SU TA TE TR TO TP TN TV TS UD VA VE VB
        VC VR VV VI VT
        """,
    ),
    _coding(
        say("Spanish provinces"),
        """
        A AB AL AV B BA BI BU C CA CC CE CO CR CS CU GC GE GI GR GU H HU J L LE LO LU M MA ML MU NA O OR OU P
        PM PO S SA SE SG SO SS T TE TF TO V VA VI Z ZA
        """,
    ),
    _coding(
        say("Romanian counties"),
        """
        AB AR AG BC BH BN BT BR BV BZ CS CL CJ CT CV DB DJ GL GR GJ HR HD IL IS IF MM MH MS NT OT PH PR SJ SM
        SB SV TR TM TL VL VS VN B
        """,
    ),
    _coding(say("Polish voivodeships"), "DS KP LU LD LB MA MZ OP PK PD PM SL SK WN WP ZP"),
    _coding(say("South African provinces"), "EC FS GT GP NL KZN LP MP NC NW WC"),
    _coding(
        say("Chinese provinces"),
        "AH BJ CQ FJ GD GS GX GZ HA HB HE HI HL HN JL JS JX LN NM NX QH SC SD SH SN SX TJ XJ XZ YN ZJ",
    ),
    _coding(
        say("Indian states"),
        """
        AN AP AR AS BR CH CG CT DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TG TN
        TR TS UK UP UT UA WB
        """,
    ),
    _coding(
        say("Mexican states"),
        """
        AGS BC BCS CAMP CHIS CHIH CDMX COAH COL DGO GTO GRO HGO JAL MEX MICH MOR NAY NL OAX PUE QRO QROO SLP
        SIN SON TAB TAMPS TLAX VER YUC ZAC DF
        """,
    ),
    _coding(say("regions of New Zealand"), "AUK BOP CAN GIS HKB MBH MWT NSN NTL OTA STL TAS TKI WGN WKO WTC"),
    LANGUAGES,
    ANSWERS,
    _coding(say("answers such as in and out"), "in out inside outside eu non-eu noneu domestic foreign both"),
    _coding(
        say("ends of web addresses such as com"),
        "com net org info biz edu gov mil uk",
        needed=_FEW,
        has_countries=True,
    ),
    _coding(
        say("titles such as Mr and Ms"),
        "mr ms mrs miss dr prof sir mme mlle sr sra srta sig herr frau",
        is_closed=True,
    ),
    _coding(say("weekdays"), "mo di mi do fr sa so"),
    _coding(say("weekdays"), "mo tu we th fr sa su mon tue wed thu fri sat sun"),
    _coding(
        say("weekdays"),
        "lu ma me mi je ju gi ve vi sa do di lun mar mer mié gio ven vie sab sáb dom jeu sam dim",
    ),
    _coding(say("weekdays"), "ma di wo do vr za zo ti on to fr lö sø sö må"),
    _coding(say("months"), "jan feb mar apr may jun jul aug sep sept oct nov dec mai maj mär okt dez des"),
    _coding(say("halves of the day"), "am pm"),
    _coding(
        say("time zones"),
        "est edt cst cdt mst mdt pst pdt gmt utc bst cet cest eet ist jst aest aedt hst akst",
    ),
    _coding(say("parts of the world"), "AF AN AS EU NA OC SA"),
    _coding(
        say("parts of the world"),
        """
        EMEA APAC LATAM LAC AMER AMERICAS NA NAM NORAM SA SAM EU EUR MEA MENA SSA ANZ APJ JAPAC SEA ROW CIS
        CEE DACH UKI NORDICS BENELUX ASIA EUROPE AFRICA OCEANIA WORLD
        """,
    ),
    _coding(
        AMERICAN,
        """
        ALABAMA ALASKA ARIZONA ARKANSAS CALIFORNIA COLORADO CONNECTICUT DELAWARE FLORIDA GEORGIA HAWAII IDAHO
        ILLINOIS INDIANA IOWA KANSAS KENTUCKY LOUISIANA MAINE MARYLAND MASSACHUSETTS MICHIGAN MINNESOTA
        MISSISSIPPI MISSOURI MONTANA NEBRASKA NEVADA OHIO OKLAHOMA OREGON PENNSYLVANIA TENNESSEE TEXAS UTAH
        VERMONT VIRGINIA WASHINGTON WISCONSIN WYOMING
        """,
    ),
    _coding(
        say("British counties"),
        """
        AVON BEDFORDSHIRE BERKSHIRE BUCKINGHAMSHIRE CAMBRIDGESHIRE CHESHIRE CORNWALL CUMBRIA DERBYSHIRE DEVON
        DORSET DURHAM ESSEX GLOUCESTERSHIRE HAMPSHIRE HERTFORDSHIRE KENT LANCASHIRE LEICESTERSHIRE
        LINCOLNSHIRE MERSEYSIDE MIDDLESEX NORFOLK NORTHAMPTONSHIRE NORTHUMBERLAND OXFORDSHIRE SHROPSHIRE
        SOMERSET STAFFORDSHIRE SUFFOLK SURREY SUSSEX WARWICKSHIRE WILTSHIRE WORCESTERSHIRE YORKSHIRE
        """,
    ),
    _coding(say("FIPS codes (CH for China)"), _FIPS, needed=2),
)
ALL_CODES = frozenset().union(*(coding.codes for coding in CODINGS))
