"""Which countries customers are likely to live in: large ones, and neighbours of others in the list."""

from __future__ import annotations

from collections.abc import Iterable


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_USUAL = _codes("""
    US GB DE FR IT ES NL BE CH AT CA AU NZ IE SE NO DK FI PL PT CZ SK HU RO BG GR HR SI RS LT LV EE LU CY TR
    RU UA BR MX AR CL CO PE UY EC CR VE IN CN JP KR SG HK TW MY TH ID PH VN AE SA QA KW IL EG ZA NG KE GH MA
    TN DZ PK BD LK KZ
""")
"""Those that may stand in a list of any firm."""

_NEIGHBOURS = tuple(
    map(
        _codes,
        (
            "IT VA SM MT",
            "FR MC AD RE GP MQ GF YT NC PF PM BL MF WF LU BE",
            "ES AD GI PT",
            "CH AT LI DE",
            "GB IE MT GI JE GG IM IS CY FK SH BM",
            "DK SE NO FI IS FO GL AX",
            "HR SI BA RS ME MK AL XK GR",
            "RO MD BG UA",
            "RU BY UA KZ MD GE AM AZ KG TJ UZ TM MN",
            "TR GE AZ IQ SY",
            "MA DZ TN LY MR EG SD",
            "AE SA QA KW BH OM JO LB IQ SY YE PS IL EG IR",
            "IN PK BD LK NP BT MV AF",
            "SG MY TH ID PH VN KH LA MM BN TL",
            "CN HK MO TW JP KR MN KP",
            "AU NZ FJ PG NC PF WS TO VU SB KI TV NR CK NU TK NF CX CC",
            "US GU MP AS PR VI FM MH PW UM",
            "AG AI AW BB BL BM BQ BS CW DM DO GD GP GY HT JM KN KY LC MF MQ MS PR SR SX TC TT VC VG VI CU BZ",
            "AR BO BR CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV UY VE",
            "ZA NA BW LS SZ MZ ZW ZM AO MW",
            "KE UG TZ RW BI ET SO SS SD ER DJ",
            "MU SC MG RE KM YT MV",
            "FR SN CI ML BF NE TG BJ GN",
            "FR CM GA CG TD CF GQ CD",
            "NG GH LR SL GM",
            "PT AO MZ CV GW ST BR",
        ),
    )
)
"""Countries of which one explains why others are in the same list."""


def surprising(countries: Iterable[str]) -> frozenset[str]:
    """Those of a list's countries that few customers live in, and that none of the others explains.

    Args:
        countries: alpha-2 codes.
    """
    there = frozenset(countries)
    rare = there - _USUAL
    return frozenset(
        code for code in rare if not any(code in area and len(area & there) > 1 for area in _NEIGHBOURS)
    )
