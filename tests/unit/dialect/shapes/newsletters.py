"""Exports of newsletter programs: their readers."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import (
    AMERICAN,
    GERMAN_SPEAKING,
    Shape,
    asked,
    blank,
    counted,
    found,
    no_country,
    refused,
)

SHAPES = (
    Shape(
        "Mailchimp audience",
        """Email Address=email|First Name=first|Last Name=last|Address=street|Phone Number=phone|
        Country=country|MEMBER_RATING=count|OPTIN_TIME=time|OPTIN_IP=ip|CONFIRM_TIME=time|
        LATITUDE=latitude|LONGITUDE=latitude|GMTOFF=1|DSTOFF=1|TIMEZONE=timezone|CC=isolower|REGION=st|
        LAST_CHANGED=time|LEID=id|EUID=longid|NOTES=-|TAGS""",
        counted("Email Address", "Country"),
    ),
    Shape(
        "Mailchimp audience by place",
        """Email Address=email|First Name=first|MEMBER_RATING=count|OPTIN_TIME=time|TIMEZONE=timezone|
        CC=isolower|REGION=st|LAST_CHANGED=time|LEID=id""",
        counted("Email Address", "CC"),
    ),
    Shape(
        "Mailchimp audience of America by place",
        """Email Address=email|First Name=first|MEMBER_RATING=count|OPTIN_TIME=time|TIMEZONE=timezone|
        CC=iso|REGION=st|LAST_CHANGED=time|LEID=id""",
        counted("Email Address", "CC"),
        AMERICAN,
    ),
    Shape(
        "Mailchimp audience with states",
        """Email Address=email|First Name=first|Last Name=last|City=city|State=st|Zip Code=zip|
        MEMBER_RATING=count|OPTIN_TIME=time|LAST_CHANGED=time|LEID=id|EUID=longid|TAGS""",
        no_country("Email Address"),
        AMERICAN,
    ),
    Shape(
        "Brevo contacts",
        """CONTACT ID=id;EMAIL=email;NACHNAME=last;VORNAME=first;SMS=phone;LAND=country@de;DOUBLE_OPT-IN=yes;
        OPT_IN=bool;ADDED_TIME=time;MODIFIED_TIME=time""".replace(";", "|"),
        counted("EMAIL", "LAND"),
        GERMAN_SPEAKING,
        ";",
    ),
    Shape(
        "Brevo contacts in French",
        """CONTACT ID=id;EMAIL=email;NOM=last;PRENOM=first;SMS=phone;CODE_POSTAL=zip;VILLE=city;
        DEPARTEMENT=st;
        PAYS=country@fr;DATE_INSCRIPTION=date""".replace(";", "|"),
        counted("EMAIL", "PAYS"),
        "FR FR FR BE CH",
        ";",
    ),
    Shape(
        "CleverReach recipients",
        """id=id|email=email|activated=time|registered=time|deactivated=-|source=Import|active=1|
        bounced=0|anrede=Herr/Frau|vorname=first|nachname=last|plz=zip|ort=city|land=country@de|
        lastip=ip|tags""",
        counted("email", "land"),
        GERMAN_SPEAKING,
        ";",
    ),
    Shape(
        "rapidmail recipients",
        """email=email|firstname=first|lastname=last|gender=gender|title=-|zip=zip|birthdate=-|
        foreign_id=id|status=active/bounced|extra1=country@de|extra2=-|created=time""",
        asked("email", "extra1"),
        GERMAN_SPEAKING,
        ";",
    ),
    Shape(
        "ActiveCampaign contacts",
        """Email=email|First Name=first|Last Name=last|Phone=phone|Customer Account=-|Date Created=time|
        IP Address=ip|GEO Location=-|*Country=country|*State=st|*City=city|Tags|List Status=Active""",
        counted("Email", "*Country"),
    ),
    Shape(
        "ActiveCampaign contacts by place of IP",
        """Contact ID=id|Email=email|First Name=first|Last Name=last|Geo IP4=ip|Geo Country Code=iso|
        Geo State=st|Geo City=city|Geo Area Code=0/212/650|Geo Timezone Offset=timezone""",
        found("Email", "Geo Country Code"),
    ),
    Shape(
        "Constant Contact contacts",
        """Email address=email|First name=first|Last name=last|Company=-|Job title=-|Email status=Active|
        Email permission status=Express|Email update source=Contact|Phone - home=phone|
        Street address line 1 - Home=street|City - Home=city|State/Province - Home=st|
        Zip/Postal code - Home=zip|Country - Home=country|City - Work=-|State/Province - Work=-|
        Country - Work=-|Source Name|Created At=time|Email Lists|Tags""",
        counted("Email address", "Country - Home"),
    ),
    Shape(
        "Constant Contact contacts of America",
        """Email address=email|First name=first|Last name=last|Email status=Active|
        Email permission status=Express|City - Home=city|State/Province - Home=st|Zip/Postal code - Home=zip|
        Country - Home=-|Created At=time""",
        blank("Email address", "Country - Home"),
        AMERICAN,
    ),
    Shape(
        "Campaign Monitor subscribers",
        """Email Address=email|Name=name|Date Joined=time|Country=country|State=st|Email Client=Outlook/Gmail|
        Consent to track=yes|Permission=Double|Source=Import""",
        counted("Email Address", "Country"),
    ),
    Shape(
        "Kit subscribers",
        """id=id|first_name=first|email_address=email|state=active/cancelled/bounced|created_at=time|
        tags|Last name=last|country=country""",
        counted("email_address", "country"),
    ),
    Shape(
        "ConvertKit subscribers with a status as state",
        "id=id|first_name=first|email_address=email|state=active/inactive/cancelled/bounced|created_at=time",
        refused(),
    ),
    Shape(
        "MailerLite subscribers",
        """Subscriber=email|Location=country|Sent=count|Opens=count|Clicks=count|Subscribed=time|
        Name=first|Last name=last|Company=-|Country=country|City=city|Phone=-|State=st|Zip=zip""",
        found("Subscriber", "Country"),
    ),
    Shape(
        "GetResponse contacts",
        """name=name|email=email|created_on=time|origin=import/landing_page|ip=ip|longitude=latitude|
        latitude=latitude|continent_code=EU/NA|country_code=iso|region=state|postal_code=zip|dma_code=-|
        city=city|time_zone=timezone|score=count|custom_country=-|custom_comment=-""",
        counted("email", "country_code"),
    ),
    Shape(
        "AWeber subscribers",
        """Email=email|Name=name|Ad Tracking=-|Add Date=time|Add Method=Web Form|IP Address=ip|
        Status=Subscribed|Country=country|Region=state|City=city|Postal Code=zip|
        Latitude=latitude|Longitude=latitude|DMA Code=-|Area Code=0/415/212""",
        counted("Email", "Country"),
    ),
    Shape(
        "Substack subscribers",
        """Email=email|Name=name|Stripe plan=Comp/Monthly|Cancel date=-|Start date=time|Paid upgrade date=-|
        Emails received (6mo)=count|Emails opened (6mo)=count|Country=country|Subdivision=st|
        Subscription source (free)=direct/import""",
        counted("Email", "Country"),
    ),
    Shape(
        "Substack subscribers without countries",
        "email=email|active_subscription=bool|expiry=-|plan=other|email_disabled=bool|created_at=time",
        refused(),
    ),
    Shape(
        "Ghost members",
        """id=longid|email=email|name=name|note=-|subscribed_to_emails=bool|complimentary_plan=bool|
        stripe_customer_id=-|created_at=time|deleted_at=-|labels|tiers""",
        refused(),
    ),
    Shape(
        "beehiiv subscribers",
        """subscriber_id=uuid|email=email|status=active/inactive|subscription_tier=free|
        acquisition_source=website/import|created_at=time|utm_source=-|location=-|country=country|
        state=state|city=city|timezone=timezone""",
        counted("email", "country"),
    ),
)
