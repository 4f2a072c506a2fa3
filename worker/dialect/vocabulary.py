"""The words that column names are made of, in the languages analysts' files come in; without accents."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


EMAIL_NOUNS = _words("""
    email mail emails mel mails
    courriel courrielle adresseelectronique adressedemessagerie adressecourriel
    correo correoelectronico correoe direccioncorreo direcciondecorreo direccionelectronica
    postaelettronica indirizzoelettronico indirizzopostaelettronica indirizzodipostaelettronica
    correioeletronico correioelectronico enderecoeletronico enderecoelectronico
    pocztaelektroniczna adrespocztyelektronicznej poczty mailowy emailowy
    epost elpost elektroniskpost elektronischepost mejl mejladress
    sahkoposti sposti sahkopostiosoite
    elektronickaposta emailova eposta epostni eposte elektronskaposta elektronskaposte
    elektronikuslevel elektronikuslevelcim emailcim
    postaelectronica adresaelectronica
    elektronikposta epostaadresi
    emeil meiliaadress epasts elpastas elektroninispastas
    ηλεκτρονικοταχυδρομειο ηλεκτρονικηδιευθυνση ηλεκτρονικουταχυδρομειου ηλταχυδρομειο ιμειλ μειλ
    электроннаяпочта электроннойпочты электронныйадрес элпочта элпочты эладрес почта
    емейл емаил имейл емэил мейл емеил электронная
    електроннапошта електронноіпошти електроннаадреса елпошта пошта імейл імеил електроннапоща
    メールアドレス メール eメール 邮箱 电子邮件 电子邮箱 電子郵件 이메일 البريدالالكتروني
""")
"""What an email is called."""

COUNTRY_NOUNS = _words("""
    country nation countries
    land lander laender landes lands lande staat wohnland wohnsitzland laenderkurzel
    pays
    pais nacion
    paese nazione
    kraj kraju panstwo
    maa valtio asuinmaa
    zeme stat krajina
    orszag
    tara tarii
    ulke ulkesi
    χωρα χωρας
    страна страны государство
    краіна краіни държава држава
    drzava zemlja riik valsts salis
    国 国家 國家 国名 국가 البلد
""")
"""What a country is called."""

SPECIAL_COUNTRY_NAMES = _words("""
    iso2 iso3 isocountry isocode isoalpha2 isoalpha3 countryisocode iso3166 iso31661 iso31661alpha2
    iso31661alpha3 alpha2 alpha3 wohnsitz
""")
"""What is a country without naming it."""

WEAK_COUNTRY_NAMES = ("cc",)
"""Names that mean the country in some exports and something else in others: their content must agree."""

FORM_WORDS = _words("""
    address addr adress adresse adressen adresses anschrift kennung direccion
    indirizzo endereco adres adresu
    adresa adresy adresi adresgegevens osoite cim cime naslov aadress adrese adresas διευθυνση адрес адреса
    adressa ova elektroniczny
    1 value wert valeur valor valore text full string field c original raw plain
    lower normalized normalised clean
    hash hashed sha256 sha sha2 sha256hash hex encrypted
    of the de del della delle di da do dos das der des du la le l el il van for y e and und et a à
""")
"""How the same thing is written; they change nothing."""

EMAIL_FORM_WORDS = (
    "id",
    "identifier",
)
"""An email's id is the email; a country's is a number of somebody's own."""

COUNTRY_FORM_WORDS = _words("""
    code codes iso iso2 iso3 alpha alpha2 alpha3 2letter 3letter letter digit short long
    abbreviation abbr name names label
    key kode koden kod kody kodu koodi tunnus codigo codice cod kurzel kuerzel kurz kennzeichen kennung
    kz codenaam naam naamcode namn navn nimi nom nombre nome nazwa nazev nazov nev neve nume numele adi isim
    skrot zkratka symbol bezeichnung landname
    κωδικος ονομα код название назва
    region regione regiao regiune alue oblast bolge territory territorio territoire gebiet
    περιοχη регион регіон regio
""")

SELF_WORDS = _words("""
    customer customers client clients user users contact contacts person people personal member members
    subscriber subscribers recipient buyer purchaser shopper guest lead prospect
    donor patient student attendee
    account profile consumer lives living residence residency resident domicile current location geo
    primary main default best
    kunde kunden kundin nutzer benutzer kontakt mitglied empfanger empfaenger kaufer
    teilnehmer besteller haupt
    cliente clientes usuario usuarios contacto contato utente utenti contatto acheteur utilisateur abonne
    residencia residenza residenca principal principale predeterminado
    klant klanten gebruiker deelnemer klient klienta uzytkownik uzytkownika kontaktowy
    kund kunder kunders kundens anvandare bruker bruger asiakas asiakkaan kayttaja
    zakaznik zakaznika uzivatel vevo ugyfel felhasznalo client clientului musteri musterinin kullanici
    πελατη πελατης χρηστη клиент клиента покупателя пользователя контакта клієнт клієнта користувача
    properties property attributes attribute traits trait fields data customfield merge
""")
"""Whose it is, when that is the customer."""

NEAR_ROLES = _words("""
    billing bill billto invoice invoicing payer mailing postal home personal card
    rechnung rechnungs rechnungsadresse privat privates private persoenlich heim
    facturation facturacion fatturazione fatturamento facturatie factuur faktura fakturerings laskutus
    fakturacni szamlazasi facturare fatura personnel personale particular
""")
"""Which of a customer's, likely the one they live by."""

FAR_ROLES = _words("""
    shipping ship shipto delivery deliver dispatch work business office company
    corporate organization organisation
    firm other secondary alternate alternative additional second third backup paypal 2 3 4 5 ip geoip
    liefer lieferung lieferadresse geschaftlich geschaftliche geschaftlicher
    geschaeftlich firmen firma dienstlich
    weitere weiteres weiterer
    livraison envio entrega spedizione consegna verzending bezorg aflever levering leverans toimitus dostawy
    dodaci szallitasi livrare teslimat profesional professionnel lavoro trabajo
    trabalho travail praca sluzbowy
    pro firmy arbete arbeid arbejde arbejds tyo
""")
"""Which of a customer's, likely another one."""

OTHER_THINGS = _words("""
    voicemail
    has is no valid isvalid verified verification verify validated status type typ tipo opt optin optout
    in out sent send sending sender open opened opens click clicked clicks bounce bounced bounces soft hard
    date datum fecha time timestamp at on count counts number consent marketing
    subscribe subscribed subscription
    unsubscribed unsubscribe newsletter permission accept accepts accepted source domain provider
    preference preferences template subject body campaign frequency quality score
    reason confirmed confirm invalid
    deliverable deliverability display anzeige angezeigter anzeigename owner manager
    agent rep representative
    md5 sha1 bcc reply replied exists eligible contacted first last days list lists group
    einwilligung consentement consenso consentimiento erlaubnis gesendet versendet
    zustimmung bestatigt anmeldung
    referrer referred parent spouse emergency support seller vendor store merchant supplier server host
    allowed blocked blacklisted suppressed suppression received delivered engagement total enabled disabled
    format version language lang event activity action tracking created updated modified changed
    gultig gueltig ungultig valide envoye enviado inviata
""")
"""What stands beside the noun when the column holds something else."""

NOT_EMAIL = (
    "state",
    "name",
    "names",
    "code",
    "region",
    "label",
    "nom",
    "nombre",
    "nome",
    "naam",
)
"""What stands beside an email's noun only when the column holds something else."""

NOT_COUNTRY = _words("""
    phone tel telephone telefon telefono fax dial dialing dialling mobile cell
    calling prefix vorwahl currency
    tax vat origin birth born citizenship nationality issue issuing issuer passport area club team music
    destination departure arrival bundes product made manufacture manufacturing hq
    herkunft geburt geburts naissance nacimiento nascita wahrung sprache risk rank population gdp count
""")
"""Likewise for a country's."""
