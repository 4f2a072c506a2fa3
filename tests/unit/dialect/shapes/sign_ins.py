"""Exports of accounts: sign-in services, communities, schools, and what programs measure of users."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import AMERICAN, Shape, asked, counted, found, no_country, refused

SHAPES = (
    Shape(
        "Auth0 users",
        """Id=longid|Given Name=first|Family Name=last|Nickname=user|Name=name|Email=email|
        Email Verified=bool|Picture=url|Created At=time|Updated At=time|Last IP=ip|
        user_metadata.country=country|app_metadata.plan=free""",
        counted("Email", "user_metadata.country"),
    ),
    Shape(
        "Okta users",
        """Login=email|Username=email|First name=first|Last name=last|Primary email=email|
        Secondary email=-|Honorific prefix=-|Title=word|City=city|State=st|Zip code=zip|
        Country code=iso|Preferred language=language|Locale=locale_|Time zone=timezone|Manager=name""",
        counted("Primary email", "Country code"),
    ),
    Shape(
        "Azure AD users",
        """userPrincipalName=email|displayName=name|surname=last|mail=email|givenName=first|id=uuid|
        userType=Member/Guest|jobTitle=word|department=word|accountEnabled=TRUE|usageLocation=iso|
        streetAddress=street|state=st|country=country|officeLocation=city|city=city|postalCode=zip|
        alternateEmailAddress=-|ageGroup=-|creationType=Invitation""",
        counted("mail", "country"),
    ),
    Shape(
        "Azure AD users by usage location",
        """userPrincipalName=email|displayName=name|mail=email|state=-|country=-|usageLocation=iso|
        accountEnabled=TRUE""",
        asked("mail", "usageLocation"),
    ),
    Shape(
        "Firebase users",
        """UID=longid|Email=email|Email Verified=bool|Password Hash=sha256|Password Salt=longid|Name=name|
        Photo URL=url|Creation Date=id|Phone Number=phone""",
        refused(),
    ),
    Shape(
        "WordPress users",
        """ID=id|user_login=user|user_pass=md5|user_nicename=user|user_email=email|user_url=-|
        user_registered=time|user_status=0|display_name=name|locale=locale_|country=iso""",
        counted("user_email", "country"),
    ),
    Shape(
        "Drupal users",
        """uid=id|name=user|mail=email|init=email|status=1|created=time|langcode=language|
        preferred_langcode=language|timezone=timezone|field_address.country_code=iso|
        field_address.administrative_area=st|field_address.locality=city""",
        counted("mail", "field_address.country_code"),
    ),
    Shape(
        "Moodle users",
        """id=id|username=user|firstname=first|lastname=last|email=email|idnumber=-|institution=company|
        department=word|phone1=phone|city=city|country=iso|lang=language|profile_field_nationality=abroadiso|
        timezone=timezone""",
        counted("email", "country"),
    ),
    Shape(
        "Discourse users",
        """id=id|name=name|username=user|email=email|title=-|created_at=time|last_seen_at=time|
        trust_level=1|active=bool|website=-|location=city|secondary_emails=-|user_fields.Country=country|
        user_fields.State=st""",
        counted("email", "user_fields.Country"),
    ),
    Shape(
        "Patreon members",
        """Name=name|Email=email|Discord=-|Patron Status=Active patron|Follows You=no/yes|
        Free Member=no/yes|Lifetime Amount=amount|Pledge Amount=amount|Tier=Fan|Addressee=name|
        Street=street|City=city|State=st|Zip=zip|Country=iso|Phone=phone|Patronage Since Date=time|
        Last Charge Status=Paid|Currency=currency|User ID=id|Max Posts=-""",
        counted("Email", "Country"),
    ),
    Shape(
        "Kickstarter backers",
        """Backer Number=id|Backer UID=id|Backer Name=name|Email=email|Shipping Country=iso|
        Shipping Amount=amount|Reward Title=word|Backing Minimum=amount|Pledge Amount=amount|
        Pledged At=time|Pledged Status=collected|Notes=-|Shipping State=st|
        Shipping Country Name=country|Shipping Country Code=iso""",
        found("Email", "Shipping Country", "Shipping Country Name", "Shipping Country Code"),
    ),
    Shape(
        "Indiegogo contributors",
        """Order No.=id|Pledge ID=id|Fulfillment Status=Order Placed|Appearance=Public|
        Name=name|Email=email|Amount=amount|Shipping Name=name|Shipping City=city|
        Shipping State/Province=st|Shipping Zip/Postal Code=zip|Shipping Country=country""",
        counted("Email", "Shipping Country"),
    ),
    Shape(
        "Teachable students",
        """userid=id|fullname=name|email=email|role=student|joined_at=time|last_sign_in_at=time|
        confirmed=bool|notes=-|subscribed=bool|sign_in_count=count|src=-|unsubscribe_from_marketing_emails=f|
        signed_up_affiliate_code=-|course_title=word|purchased_country=-|country=iso""",
        counted("email", "country"),
    ),
    Shape(
        "Thinkific students",
        """First Name=first|Last Name=last|Email=email|Company=-|Headline=-|External Source=-|
        Date Created=time|Last Sign In=time|Sign In Count=count|Amount Spent=amount|
        Affiliate Code=-|Location (Country)=country""",
        counted("Email", "Location (Country)"),
    ),
    Shape(
        "Teachers of America by district",
        """Teacher ID=id|First Name=first|Last Name=last|School Email=email|District=word|County=city|
        State=st|Zip=zip|Grade=count|State ID=id""",
        no_country("School Email"),
        AMERICAN,
    ),
    Shape(
        "Segment identifies",
        """id=uuid|user_id=uuid|email=email|context_ip=ip|context_locale=locale|context_timezone=timezone|
        context_page_url=url|context_traits_email=-|traits.address.country=country|
        traits.address.state=st|received_at=time|sent_at=time""",
        counted("email", "traits.address.country"),
    ),
    Shape(
        "Mixpanel users",
        """$distinct_id=uuid|$email=email|$name=name|$city=city|$region=state|$country_code=iso|
        $timezone=timezone|mp_country_code=iso|$last_seen=time|$initial_referrer=$direct""",
        found("$email", "$country_code"),
    ),
    Shape(
        "Amplitude users",
        """amplitude_id=longid|user_id=email|device_family=Mac|language=Language|country=country|
        region=state|city=city|dma=-|carrier=-|last_seen=time|platform=Web/iOS""",
        asked("user_id", "country"),
    ),
    Shape(
        "Amplitude events",
        """event_id=id|event_type=view|user_id=id|user_properties.email=email|properties.country=country|
        ip_address=ip|city=city|region=state|os_name=iOS|event_properties.country_visited=abroad""",
        counted("user_properties.email", "properties.country"),
    ),
    Shape(
        "Analytics by user and country",
        "User email=email|Country=country|Region=state|Town/City=city|Sessions=count|Total revenue=amount",
        counted("User email", "Country"),
    ),
    Shape(
        "Analytics with ids of countries",
        """client_id=longid|email=email|Country ID=iso|Region ID=st|City ID=id|Language code=locale|
        Session source=direct""",
        counted("email", "Country ID"),
    ),
    Shape(
        "PostHog persons",
        """distinct_id=uuid|properties.email=email|properties.name=name|properties.$geoip_country_name=country|
        properties.$geoip_country_code=iso|properties.$geoip_subdivision_1_code=st|
        properties.$initial_geoip_country_name=abroad?|created_at=time""",
        found("properties.email", "properties.$geoip_country_name"),
    ),
)
