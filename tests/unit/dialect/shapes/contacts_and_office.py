"""Exports of address books and office programs."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import GERMAN_SPEAKING, Shape, asked, counted, found, refused

SHAPES = (
    Shape(
        "Google Contacts",
        """First Name=first|Middle Name=-|Last Name=last|Organization Name=company|Birthday=-|Notes=-|Labels|
        E-mail 1 - Label=* Home/Work|E-mail 1 - Value=email|E-mail 2 - Label=-|E-mail 2 - Value=email2?|
        Phone 1 - Label=Mobile|Phone 1 - Value=phone|Address 1 - Label=Home|
        Address 1 - Formatted=street|Address 1 - City=city|Address 1 - Region=st|
        Address 1 - Postal Code=zip|Address 1 - Country=country|Address 2 - Country=-""",
        counted("E-mail 1 - Value", "Address 1 - Country"),
    ),
    Shape(
        "Google Contacts, older",
        """Name=name|Given Name=first|Family Name=last|Group Membership=* myContacts|E-mail 1 - Type=* Home|
        E-mail 1 - Value=email|E-mail 2 - Type=-|E-mail 2 - Value=-|Phone 1 - Type=Mobile|
        Phone 1 - Value=phone|Address 1 - Type=Home|Address 1 - City=city|Address 1 - Region=st|
        Address 1 - Country=iso|Address 1 - Extended Address=-""",
        counted("E-mail 1 - Value", "Address 1 - Country"),
    ),
    Shape(
        "Outlook contacts",
        """First Name=first|Last Name=last|Company=company|Business Street=street|Business City=city2|
        Business State=st2|Business Country/Region=country2|Home City=city|Home State=st|
        Home Country/Region=country|Other Country/Region=-|E-mail Address=email|E-mail Type=SMTP|
        E-mail Display Name=display|E-mail 2 Address=-|E-mail 2 Type=-|E-mail 2 Display Name=-""",
        asked("E-mail Address", "Home Country/Region"),
    ),
    Shape(
        "Outlook contacts with only a business address",
        """First Name=first|Last Name=last|Business City=city|Business State=st|Business Postal Code=zip|
        Business Country/Region=country|Home City=-|Home State=-|Home Country/Region=-|Other State=-|
        Other Country/Region=-|E-mail Address=email|E-mail Type=SMTP|E-mail Display Name=display""",
        found("E-mail Address", "Business Country/Region"),
    ),
    Shape(
        "Outlook contacts in German",
        """Anrede=Herr/Frau|Vorname=first|Nachname=last|Ort geschäftlich=city2|Region geschäftlich=state2|
        Postleitzahl geschäftlich=zip2|Land/Region geschäftlich=country2@de|Ort privat=city|
        Bundesland/Kanton privat=state|Land/Region privat=country@de|Weiteres/e Land/Region=-|
        E-Mail-Adresse=email|E-Mail-Typ=SMTP|E-Mail: Angezeigter Name=display|E-Mail 2: Adresse=-""",
        asked("E-Mail-Adresse", "Land/Region privat"),
        GERMAN_SPEAKING,
    ),
    Shape(
        "Outlook contacts in French",
        """Titre=M./Mme|Prénom=first|Nom=last|Société=company|Ville (bureau)=city2|
        Dép/Région (bureau)=state2|Code postal (bureau)=zip2|Pays/Région (bureau)=country2@fr|
        Ville (domicile)=city|Dép/Région (domicile)=state|Pays/Région (domicile)=country@fr|
        Pays/Région (autre)=-|Adresse de messagerie=email|Type de messagerie=SMTP|
        Nom complet de l'adresse de messagerie=display""",
        asked("Adresse de messagerie", "Pays/Région (domicile)"),
        "FR FR FR BE CH",
        ";",
    ),
    Shape(
        "Outlook.com contacts",
        """First Name=first|Last Name=last|E-mail Address=email|E-mail 2 Address=-|E-mail 3 Address=-|
        Home Street=street|Home City=city|Home State=st|Home Postal Code=zip|Home Country=country|
        Business State=-|Business Country=-|Other Country=-|Country Code=-|Related name=-|Notes=-""",
        found("E-mail Address", "Home Country"),
    ),
    Shape(
        "Apple contacts",
        """First Name=first|Last Name=last|Company=-|Home Email=email|Work Email=-|Mobile Phone=phone|
        Home Street=street|Home City=city|Home State=st|Home ZIP=zip|Home Country=country|
        Home Country Code=isolower|Work Country=-""",
        found("Home Email", "Home Country", "Home Country Code"),
    ),
    Shape(
        "Thunderbird address book",
        """First Name=first|Last Name=last|Display Name=name|Nickname=-|Primary Email=email|
        Secondary Email=-|Home City=city|Home State=st|Home ZipCode=zip|Home Country=country|Work City=-|
        Work State=-|Work Country=-|Organization=-|Custom 1=-""",
        counted("Primary Email", "Home Country"),
    ),
    Shape(
        "Yahoo contacts",
        """First=first|Middle=-|Last=last|Nickname=-|Email=email|Category=-|Home=phone|Work=-|
        Personal Website=-|Company=-|Work State=-|Work Country=-|Home Address=street|Home City=city|
        Home State=st|Home ZIP=zip|Home Country=country|Alternate Email 1=-|Alternate Email 2=-""",
        counted("Email", "Home Country"),
    ),
    Shape(
        "LinkedIn connections",
        """First Name=first|Last Name=last|URL=url|Email Address=email?|Company=company|Position=word|
        Connected On=date""",
        refused(),
    ),
    Shape(
        "LinkedIn lead forms",
        """Lead ID=longid|Form Name|Campaign ID=id|First Name=first|Last Name=last|Email Address=email|
        Work Email=email2?|Job Title=word|Company Name=company|Country/Region=country|City=city|
        State/Province=state|Company Headquarters Country=abroad""",
        counted("Email Address", "Country/Region"),
    ),
    Shape(
        "Swiss mailing list in Excel",
        """Nr.=id|Anrede=Herr/Frau|Vorname=first|Name=last|Strasse=street|PLZ=zip|Ort=city|Kanton=st|
        Land=country@de|E-Mail privat=email|E-Mail Geschäft=-|Sprache=language|Bemerkung=text""",
        counted("E-Mail privat", "Land"),
        GERMAN_SPEAKING,
        ";",
    ),
    Shape(
        "Microsoft 365 Bookings",
        """Date Time=time|Customer Name=name|Customer Email=email|Customer Phone=phone|
        Customer Address=street|Staff=name|Staff Email=owner|Service=word|Location=city|
        Customer Time Zone=timezone|Country=country""",
        counted("Customer Email", "Country"),
    ),
)
