"""Exports of programs that write to customers on many ways and measure what they do."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import Shape, asked, counted, found

SHAPES = (
    Shape(
        "Klaviyo profiles",
        """Email=email|Klaviyo ID=longid|First Name=first|Last Name=last|Organization=-|Title=-|
        Phone Number=phone|Address=street|Address 2=-|City=city|State / Region=st|Country=country|
        Zip Code=zip|Latitude=latitude|Longitude=latitude|Source=-|
        Email Marketing Consent=SUBSCRIBED/NEVER_SUBSCRIBED|Locale=locale|Locale: Country=iso|
        Locale: Language=language""",
        counted("Email", "Country"),
    ),
    Shape(
        "Klaviyo properties",
        """email=email|$first_name=first|$city=city|$region=st|$country=country|$zip=zip|$timezone=timezone|
        $consent=email|$source=-1/-3|Accepts Marketing=bool""",
        counted("email", "$country"),
    ),
    Shape(
        "Drip people",
        """email=email|created_at=time|status=active/unsubscribed|first_name=first|last_name=last|
        address1=street|city=city|state=st|zip=zip|country=country|phone=phone|time_zone=timezone|
        ip_address=ip|eu_consent=unknown/granted|lifetime_value=amount""",
        counted("email", "country"),
    ),
    Shape(
        "Omnisend contacts",
        """contactID=longid|email=email|emailStatus=subscribed/nonSubscribed|emailStatusDate=time|
        phone=phone|firstName=first|country=country|countryCode=iso|state=state|city=city|postalCode=zip|
        gender=gender|birthdate=-|tags""",
        counted("email", "country"),
    ),
    Shape(
        "Iterable users",
        """email=email|userId=uuid|signupDate=time|emailListIds=id|locale=locale|timeZone=timezone|
        phoneNumber=phone|phoneNumberDetails.countryCodeISO=iso|shippingAddress.city=city|
        shippingAddress.country=country|profile.country=-""",
        found("email", "shippingAddress.country"),
    ),
    Shape(
        "Braze users",
        """external_id=uuid|email=email|first_name=first|country=iso|home_city=city|language=language|
        time_zone=timezone|email_subscribe=subscribed/opted_in|push_subscribe=subscribed|
        custom_attributes.birth_country=abroadiso|ip_country=iso""",
        counted("email", "country"),
    ),
    Shape(
        "Customer.io people",
        """id=uuid|cio_id=longid|email=email|created_at=id|unsubscribed=bool|plan=free/pro|
        cio_city=city|cio_country=country|cio_country_code=iso|cio_region=state|cio_timezone=timezone|
        cio_subscription_preferences.topics.topic_1=bool""",
        found("email", "cio_country", "cio_country_code"),
    ),
    Shape(
        "Marketo leads",
        """Id=id|First Name=first|Last Name=last|Email Address=email|Company Name=company|
        Lead Source=Web/Fair|Inferred Country=country|Inferred State/Region=st|Inferred City=city|
        Country=country~|State=st|Unsubscribed=bool|Lead Owner Email Address=owner""",
        counted("Email Address", "Country"),
    ),
    Shape(
        "Marketo leads with only what is inferred",
        """Id=id|Email Address=email|First Name=first|Inferred Company=company|Inferred Country=country|
        Inferred State Region=st|Inferred Metropolitan Area=city|Inferred Phone Area Code=212/415""",
        found("Email Address", "Inferred Country"),
    ),
    Shape(
        "Eloqua contacts",
        """Email Address=email|First Name=first|Last Name=last|Company=company|Email Display Name=name|
        Address 1=street|City=city|State or Province=st|Zip or Postal Code=zip|Country=country|
        Business Phone=phone|Salesperson=name|Email Address Domain=domain|Eloqua Contact ID=longid""",
        counted("Email Address", "Country"),
    ),
    Shape(
        "Pardot prospects",
        """Prospect Id=id|First Name=first|Last Name=last|Email=email|Company=company|
        Assigned User Email=owner|Country=country|Territory=EMEA/AMER/APAC|State=st|Zip=zip|
        Opted Out=1|Do Not Email=1|Score=count|Grade=A/B/C""",
        counted("Email", "Country"),
    ),
    Shape(
        "Marketing Cloud subscribers",
        """SubscriberKey=uuid|EmailAddress=email|Status=Active/Held|DateJoined=time|FirstName=first|
        CountryCode=iso|Locale=locale|HasOptedOutOfEmail=bool|StateOrProvince=st""",
        counted("EmailAddress", "CountryCode"),
    ),
    Shape(
        "Marketing Cloud subscribers by key",
        "Subscriber Key=email|Subscriber ID=id|Country=country|Date Subscribed=time|Status=Active/Bounced",
        asked("Subscriber Key", "Country"),
    ),
    Shape(
        "Sailthru users",
        """Profile Id=longid|Email Hash=md5|Email=email|Engagement=engaged/active|Geo Country=iso|
        Geo State=st|Geo City=city|Browser=Chrome|Optout Email=none|Total Opens=count""",
        found("Email", "Geo Country"),
    ),
)
