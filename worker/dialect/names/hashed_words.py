"""What else than emails comes hashed in files of customers, as names of columns say it."""

from __future__ import annotations

from itertools import pairwise

from worker.dialect.names.name_words import words_of_name
from worker.dialect.names.word_lists import phrases, word_set

_WORDS = word_set("""
    ph phones tel cell sms whatsapp msisdn fax numero nummer number rufnummer
    maid maids madid idfa idfv gaid aaid adid oaid rida tifa ifa ip ipv4 ipv6 mac imei
    name names nom nome naam nombre fn ln fname lname firstname lastname surname vorname nachname prenom
    uid uuid guid user userid customerid clientid visitor cookie cookies session token secret key salt
    password passwd pwd pw pin signature checksum fingerprint file content row record etag commit
    ct st zp zip zipcode postcode postal plz cap city street strasse address addr household
    db dob birth birthday birthdate ge gender iban card account order transaction invoice external
    ssn tax passport licence license url referrer page product sku
""")
_STEMS = ("phone", "telef", "telep", "mobil", "handy", "devic", "advertis", "gerat", "geraet", "identif")
_PAIRS = frozenset(phrases("ad id, ads id, click id, id user, id device, id client"))


def is_hashed_otherwise(name: str) -> bool:
    """Whether hashes in a column of that name are rather those of phones, devices, names or the like."""
    words = words_of_name(name)
    return any(word in _WORDS or word.startswith(_STEMS) for word in words) or any(
        pair in _PAIRS for pair in pairwise(words)
    )
