"""Whose an email or a country is: words for people, for their homes, and for things and groups of people."""

from __future__ import annotations

from collections.abc import Iterable

from worker.dialect.names import vocabulary
from worker.dialect.names.name_words import words_of_name
from worker.dialect.names.word_lists import word_set

HOME = word_set("""
    home residence residency resident domicile wohn wohnsitz wohnland wohnsitzland heimat heim privat
    residencia residenza residenca thuis woon abitazione bostad bostads bosted bopael hem koti asuin
""")
"""Where a person lives."""

ACCOUNTS = word_set("account profile")
"""A person's, or a firm's."""

_YOURS = word_set("your my mein meine ihre ihr votre su tu tua 客户 顾客 お客様")
"""Said to or of the one who fills in the row."""

_NOBODY = HOME | word_set("""
    lives living current location geo primary main default best audience haupt principal principale
    predeterminado properties property attributes attribute traits trait fields data customfield custom
    metadata integrations shopify stripe hubspot salesforce mailchimp bosattning residencial sido
""")
"""Words of a customer's own columns that are for no person."""

PEOPLE = _YOURS | frozenset(words[0] for words in vocabulary.SELF_WORDS if len(words) == 1) - _NOBODY
"""Those whose an email or a country is that counts."""

THINGS = word_set("""
    event events venue hotel hotels hostel resort property clinic hospital practice praxis klinik klinikum
    krankenhaus arztpraxis product products produkt produit producto prodotto produto sku item items article
    artikel articulo articolo campaign kampagne campagne campana campagna partner partners office branch buro
    buero filiale niederlassung agence sucursal kantoor kontor school university college campus course
    schule hochschule universitat ecole universite escuela universidad scuola universita skola skole bank
    banque banco banca store shop website site webshop webseite magasin boutique tienda negozio loja winkel
    sklep butik kauppa obchod bolt magaza магазин supplier vendor lieferant fournisseur proveedor fornitore
    manufacturer hersteller brand marke airline restaurant messe salon salone feria fiera feira beurs targi
    kongress congress congreso congresso conference konferenz veranstaltung veranstaltungsort evenement
    evento evenemang мероприятие отель гостиница otel szalloda 店舗 商店 매장 酒店 ホテル 호텔 clinica
    clinique project projekt projet proyecto progetto warehouse lager entrepot almacen hopital ospedale
    клиника школа
""")
"""What a country beside it may be that of, rather than of a person in the same row."""

GROUPS = word_set("""
    company companies organization organisation org firm firma unternehmen entreprise societe empresa
    compania azienda societa bedrijf foretag virksomhed selskap yritys spolecnost ceg vallalat sirket
    компания фирма 会社 公司 회사 employer arbeitgeber account agency agentur family familie famille familia
    famiglia household haushalt team club verein association
""")
"""Those whose one email stands in the rows of all of their people."""

_NAMING = word_set("""
    name names id ids nr no number title titel titre titulo titolo nom nombre nome naam code key
""")
_OF_ADDRESS = word_set("""
    address addresses adresse adres adress direccion indirizzo endereco street strasse straat rue calle via
    rua gata line location phone tel telephone telefon telefono anschrift 1 2
""")
_FILLING = word_set("""
    details detail info infos information informations data daten angaben datos dati donnees dados gegevens
    uppgifter oplysninger tiedot dane udaje adatok date bilgileri данные
""")


def owner_words_in(owner: Iterable[str], form: Iterable[str]) -> frozenset[str]:
    """The words that say whose something is.

    Args:
        owner: those of a name that say it, or which of several it is.
        form: its other words, some of which say it to the person: “Your country”.
    """
    words = {word for phrase in owner for word in phrase.split() if not word.isdigit()}
    spoken = {word for phrase in form for word in phrase.split()}
    return frozenset(words - (_NOBODY - HOME) | spoken & (HOME | _YOURS))


def names_thing(name: str, more: frozenset[str] = frozenset()) -> bool:
    """Whether a column is that of a thing, or of one of some more: “Hotel”, “Event Name”."""
    words = set(words_of_name(name)) - _NAMING
    return bool(words) and words <= THINGS | more


def names_owner(label: str) -> bool:
    """Whether a label is that of people, of a thing or of a group of people."""
    words = set(words_of_name(label)) - _NAMING - _FILLING
    return bool(words) and words <= THINGS | GROUPS | PEOPLE


def without_filling(label: str) -> str:
    """A label of columns without words that say no more than that they are its: “Guest details”."""
    return " ".join(word for word in label.split() if not _FILLING.issuperset(words_of_name(word)))


def is_of_address(name: str) -> bool:
    """Whether a name is that of a street or a phone, or there is none."""
    return _OF_ADDRESS.issuperset(words_of_name(name))
