"""Codes of states, provinces and languages, many of which are also codes of countries: CA, DE, IL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from worker.countries import country_codes


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


AMERICAN = "American states"
_SETS = {
    AMERICAN: _codes("""
        AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV
        NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY PR GU VI AS MP
    """),
    "Canadian provinces": _codes("AB BC MB NB NL NS NT NU ON PE QC SK YT PQ NF"),
    "Australian states": _codes("NSW QLD SA TAS VIC WA ACT NT"),
    "Brazilian states": _codes("""
        AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO
    """),
    "German states": _codes("BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH NRW RLP LSA"),
    "Swiss cantons": _codes("""
        AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH
    """),
    "Italian provinces": _codes("""
        AG AL AN AO AR AP AT AV BA BT BL BN BG BI BO BZ BS BR CA CL CB CE CT CZ CH CO CS CR KR CN EN FM FE FI
        FG FC FR GE GO GR IM IS SP AQ LT LE LC LI LO LU MC MN MS MT ME MI MO MB NA NO NU OR PD PA PR PV PG PU
        PE PC PI PT PN PZ PO RG RA RC RE RI RN RM RO SA SS SV SI SR SO SU TA TE TR TO TP TN TV TS UD VA VE VB
        VC VR VV VI VT
    """),
    "Indian states": _codes("""
        AN AP AR AS BR CH CG CT DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TG TN
        TR TS UK UP UT UA WB
    """),
    "languages": _codes("""
        ar be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko lt lv
        mk mn ms mt nb nl nn no pl pt ro ru sk sl sq sr sv ta th tr uk ur uz vi zh
    """),
    "Mexican states": _codes("""
        AGS BC BCS CAMP CHIS CHIH CDMX COAH COL DGO GTO GRO HGO JAL MEX MICH MOR NAY NL OAX PUE QRO QROO SLP
        SIN SON TAB TAMPS TLAX VER YUC ZAC DF
    """),
}
_AMERICAN_CONTINENT = _SETS[AMERICAN] | _SETS["Canadian provinces"]
_LONGEST_CODE = max(len(code) for codes in _SETS.values() for code in codes)
_MANY = 5
"""So many different countries are hardly all called like American states by chance."""


def subdivisions_of(counts: Mapping[str, int]) -> str | None:
    """What the values of a column rather are than countries, in the plural; None for countries.

    Args:
        counts: the values and how often each comes up.
    """
    codes = country_codes(counts)
    countries = sum(counts[value] for value in codes)
    short = {value: count for value, count in counts.items() if len(value.strip()) <= _LONGEST_CODE}
    best, fits = max(
        ((name, _fitting(short, each)) for name, each in _SETS.items()), key=lambda found: found[1]
    )
    if fits > countries and fits * 2 > sum(counts.values()):
        return best
    is_all = all(value.strip().upper() in _SETS[AMERICAN] for value in counts)
    return AMERICAN if is_all and len(counts) >= _MANY else None


def are_american(counts: Mapping[str, int]) -> bool:
    """Whether all values may be American states or Canadian provinces, and are more than one."""
    return len(counts) > 1 and all(value.strip().upper() in _AMERICAN_CONTINENT for value in counts)


def are_codes(values: Iterable[str]) -> bool:
    """Whether most of what is there may be codes of American states or Canadian provinces."""
    codes = [value.strip().upper() for value in values if value.strip()]
    return 2 * sum(code in _AMERICAN_CONTINENT for code in codes) > len(codes)


def _fitting(counts: Mapping[str, int], codes: frozenset[str]) -> int:
    """How many values are such codes; those of languages are written in small letters."""
    return sum(
        count
        for value, count in counts.items()
        if not codes.isdisjoint({value.strip(), value.strip().upper()})
    )
