"""Exports whose columns are named in other languages than English."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import Shape, asked, counted, found

SHAPES = (
    Shape(
        "German customers",
        """Kundennummer=id|Anrede=Herr/Frau|Vorname=first|Nachname=last|E-Mail-Adresse=email|
        Strasse=street|PLZ=zip|Ort=city|Bundesland=state|Land=country@de|Vorwahl=dial|Sprache=language|
        Währung=currency|Umsatz=amount|Einwilligung=Ja/Nein|Betreuer E-Mail=owner""",
        counted("E-Mail-Adresse", "Land"),
        "DE DE AT CH",
        ";",
    ),
    Shape(
        "German customers with two addresses",
        """Kunden-Nr.=id|Name=name|E-Mail=email|Rechnungsort=city|Rechnungsland=country@de|
        Lieferort=city2|Lieferland=country2@de|Geburtsland=abroad|Staatsangehörigkeit=abroad""",
        asked("E-Mail", "Rechnungsland"),
        "DE DE AT CH",
        ";",
    ),
    Shape(
        "Austrian members",
        """Mitgliedsnummer=id|Familienname=last|Vorname=first|Mailadresse=email|Wohnort=city|
        Bundesland=state|Wohnsitzland=country@de|Länderkennzeichen=iso|Nationalität=abroad|Beitritt=date""",
        counted("Mailadresse", "Wohnsitzland"),
        "AT AT DE CH",
        ";",
    ),
    Shape(
        "French customers",
        """Civilité=M./Mme|Nom=last|Prénom=first|Courriel=email|Téléphone=phone|Adresse=street|
        Code postal=zip|Ville=city|Département=st|Région=state|Pays=country@fr|Langue=language|
        Indicatif=dial|Nationalité=abroad|Consentement=oui/non""",
        counted("Courriel", "Pays"),
        "FR FR BE CH",
        ";",
    ),
    Shape(
        "French orders",
        """N° commande=id|E-mail client=email|Total TTC=amount|Devise=currency|
        Pays de facturation=country@fr|Pays de livraison=country2@fr|Pays de naissance=abroad""",
        asked("E-mail client", "Pays de facturation"),
        "FR FR BE CH",
        ";",
    ),
    Shape(
        "Spanish customers",
        """Nombre=first|Apellidos=last|Correo electrónico=email|Teléfono=phone|Dirección=street|
        Código postal=zip|Ciudad=city|Provincia=state|Comunidad autónoma=state|País=country@es|
        Idioma=language|Estado=activo/inactivo|Prefijo=dial""",
        counted("Correo electrónico", "País"),
        "ES ES MX PT",
        ";",
    ),
    Shape(
        "Mexican customers",
        """Folio=id|Nombre completo=name|Correo=email|Calle=street|Colonia=word|Municipio=city|
        Estado=state|C.P.=zip|País=country@es|Nacionalidad=abroad""",
        counted("Correo", "País"),
        "MX MX ES",
    ),
    Shape(
        "Italian customers",
        """Cognome=last|Nome=first|Indirizzo e-mail=email|Telefono=phone|Indirizzo=street|CAP=zip|
        Comune=city|Provincia=st|Regione=state|Nazione=country@it|Codice fiscale=longid|
        Lingua=language|Stato ordine=evaso/annullato""",
        counted("Indirizzo e-mail", "Nazione"),
        "IT IT CH",
        ";",
    ),
    Shape(
        "Italian customers with Stato",
        """Cognome=last|Nome=first|Email=email|Città=city|Prov.=st|Stato=country@it|
        Nazionalità=abroad|Paese di nascita=abroad""",
        found("Email", "Stato"),
        "IT IT CH FR",
        ";",
    ),
    Shape(
        "Portuguese customers",
        """Nome=first|Apelido=last|Endereço de email=email|Telefone=phone|Morada=street|
        Código postal=zip|Localidade=city|Distrito=state|País=country@pt|Idioma=language|NIF=longid""",
        counted("Endereço de email", "País"),
        "PT PT ES",
        ";",
    ),
    Shape(
        "Brazilian customers",
        """Nome completo=name|E-mail=email|Celular=phone|CPF=longid|Logradouro=street|Bairro=word|
        Cidade=city|Estado=st|CEP=zip|País=country@pt|Situação=Ativo/Inativo|Data de nascimento=date""",
        counted("E-mail", "País"),
        "BR BR PT",
        ";",
    ),
    Shape(
        "Dutch customers",
        """Klantnummer=id|Voornaam=first|Achternaam=last|E-mailadres=email|Telefoonnummer=phone|
        Straat=street|Postcode=zip|Plaats=city|Provincie=state|Land=country@nl|Landnummer=dial|
        Taal=language|Nieuwsbrief=ja/nee""",
        counted("E-mailadres", "Land"),
        "NL NL BE DE",
        ";",
    ),
    Shape(
        "Dutch orders",
        """Bestelnummer=id|E-mail=email|Factuurplaats=city|Factuurland=country@nl|
        Verzendplaats=city2|Verzendland=country2@nl|Geboorteland=abroad""",
        asked("E-mail", "Factuurland"),
        "NL NL BE DE",
        ";",
    ),
    Shape(
        "Swedish customers",
        """Kundnummer=id|Förnamn=first|Efternamn=last|E-postadress=email|Telefon=phone|Gatuadress=street|
        Postnummer=zip|Ort=city|Län=state|Kommun=city|Land=country@sv|Landsnummer=dial|Språk=language""",
        counted("E-postadress", "Land"),
        "SE SE NO DK",
        ";",
    ),
    Shape(
        "Danish customers",
        """Kundenr.=id|Fornavn=first|Efternavn=last|E-mailadresse=email|Adresse=street|Postnr.=zip|
        By=city|Region=state|Kommune=city|Land=country@da|Landekode=iso|Sprog=language|Status=Aktiv""",
        counted("E-mailadresse", "Land"),
        "DK DK SE DE",
        ";",
    ),
    Shape(
        "Norwegian customers",
        """Kundenummer=id|Fornavn=first|Etternavn=last|E-post=email|Adresse=street|Postnummer=zip|
        Poststed=city|Fylke=state|Land=country@nb|Språk=language|Fødeland=abroad""",
        counted("E-post", "Land"),
        "NO NO SE DK",
        ";",
    ),
    Shape(
        "Finnish customers",
        """Asiakasnumero=id|Etunimi=first|Sukunimi=last|Sähköpostiosoite=email|Puhelin=phone|
        Katuosoite=street|Postinumero=zip|Postitoimipaikka=city|Maakunta=state|Maa=country@fi|
        Maatunnus=iso|Kieli=language|Syntymämaa=abroad""",
        counted("Sähköpostiosoite", "Maa"),
        "FI FI SE",
        ";",
    ),
    Shape(
        "Polish customers",
        """Numer klienta=id|Imię=first|Nazwisko=last|Adres e-mail=email|Telefon=phone|Ulica=street|
        Kod pocztowy=zip|Miasto=city|Województwo=state|Powiat=city|Kraj=country@pl|
        Kraj urodzenia=abroad|Obywatelstwo=abroad|Język=language""",
        counted("Adres e-mail", "Kraj"),
        "PL PL DE CZ",
        ";",
    ),
    Shape(
        "Czech customers",
        """Číslo zákazníka=id|Jméno=first|Příjmení=last|E-mail=email|Telefon=phone|Ulice=street|PSČ=zip|
        Město=city|Kraj=state|Okres=city|Stát=country@cs|Jazyk=language|Stav=aktivní/neaktivní""",
        found("E-mail", "Stát"),
        "CZ CZ PL DE",
        ";",
    ),
    Shape(
        "Hungarian customers",
        """Ügyfélszám=id|Vezetéknév=last|Keresztnév=first|E-mail cím=email|Telefonszám=phone|
        Irányítószám=zip|Város=city|Megye=state|Ország=country@hu|Nyelv=language|Állapot=aktív""",
        counted("E-mail cím", "Ország"),
        "HU HU DE",
        ";",
    ),
    Shape(
        "Turkish customers",
        """Müşteri No=id|Ad=first|Soyad=last|E-posta=email|Telefon=phone|Adres=street|İl=state|İlçe=city|
        Posta Kodu=zip|Ülke=country@tr|Ülke Kodu=dial|Dil=language|Durum=Aktif/Pasif|Uyruk=abroad""",
        counted("E-posta", "Ülke"),
        "TR TR DE",
        ";",
    ),
    Shape(
        "Greek customers",
        """Κωδικός πελάτη=id|Όνομα=first|Επώνυμο=last|Ηλεκτρονικό ταχυδρομείο=email|Τηλέφωνο=phone|
        Διεύθυνση=street|Ταχ. κώδικας=zip|Πόλη=city|Νομός=state|Περιφέρεια=state|Χώρα=country@el|
        Χώρα γέννησης=abroad|Κατάσταση=Ενεργός""",
        counted("Ηλεκτρονικό ταχυδρομείο", "Χώρα"),
        "GR GR DE",
        ";",
    ),
    Shape(
        "Russian customers",
        """Номер клиента=id|Имя=first|Фамилия=last|Электронная почта=email|Телефон=phone|Индекс=zip|
        Город=city|Область=state|Регион=state|Страна=country@ru|Страна рождения=abroad|
        Гражданство=abroad|Язык=language|Состояние=активен""",
        counted("Электронная почта", "Страна"),
        "RU RU TR",
        ";",
    ),
    Shape(
        "Japanese customers",
        """顧客番号=id|姓=last|名=first|メールアドレス=email|電話番号=phone|郵便番号=zip|都道府県=state|
        市区町村=city|国=country@ja|国籍=abroad|言語=language""",
        counted("メールアドレス", "国"),
        "JP JP KR",
    ),
    Shape(
        "Chinese customers",
        """客户编号=id|姓名=name|电子邮箱=email|手机=phone|省份=state|城市=city|邮编=zip|国家=country@zh|
        国籍=abroad|语言=language""",
        counted("电子邮箱", "国家"),
        "CN CN JP",
    ),
    Shape(
        "Korean customers",
        """고객번호=id|이름=name|이메일=email|전화번호=phone|시도=state|시군구=city|우편번호=zip|
        국가=country@ko|국적=abroad|언어=language""",
        counted("이메일", "국가"),
        "KR KR JP",
    ),
)
