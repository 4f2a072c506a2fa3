"""Exports of ticket offices, webinars and meetings."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import (
    AMERICAN,
    GERMAN_SPEAKING,
    Shape,
    asked,
    counted,
    found,
    no_country,
)

SHAPES = (
    Shape(
        "Eventbrite attendees",
        """Order #=id|Order Date=time|First Name=first|Last Name=last|Email=email|Quantity=count|
        Ticket Type=word|Order Type=Eventbrite Completed|Total Paid=amount|Currency=currency|
        Attendee Status=Attending|Home Address 1=street|Home City=city|Home State=st|Home Zip=zip|
        Home Country=iso|Home Phone=phone|Buyer Email=email""",
        counted("Email", "Home Country"),
    ),
    Shape(
        "Eventbrite attendees with billing addresses",
        """Order ID=id|Attendee First name=first|Attendee email=email|Buyer email=email|Billing City=city|
        Billing State/Province=st|Billing Country=iso|Shipping State=st2|Shipping Country=iso2|
        Event location=word|Event timezone=timezone""",
        asked("Attendee email", "Billing Country"),
    ),
    Shape(
        "Ticketmaster buyers",
        """Event Name=word|Event Date=date|Order Number=id|Buyer First Name=first|Buyer Last Name=last|
        Buyer Email Address=email|Buyer City=city|Buyer State=st|Buyer Zip=zip|Buyer Country=iso3|
        Venue State=GA|Section=count|Face Value=amount""",
        counted("Buyer Email Address", "Buyer Country"),
    ),
    Shape(
        "Ticketmaster buyers of America",
        """Event Name=word|Event Date=date|Buyer First Name=first|Buyer Last Name=last|
        Buyer Email Address=email|Buyer City=city|Buyer State=st|Buyer Zip=zip|Face Value=amount""",
        no_country("Buyer Email Address"),
        AMERICAN,
    ),
    Shape(
        "Meetup members",
        """Name=name|Member ID=id|Title=-|Event Host=no/yes|Email=email|Location=city|Country=isolower|
        Last visited group on=date|Joined Group on=date|Total RSVPs=count|URL of member profile=url""",
        counted("Email", "Country"),
    ),
    Shape(
        "Zoom webinar registrants",
        """First Name=first|Last Name=last|Email=email|City=city|Country/Region=country|
        Zip/Postal Code=zip|State/Province=st|Phone=phone|Industry=word|Organization=company|
        Job Title=word|Registration Time=time|Approval Status=approved""",
        counted("Email", "Country/Region"),
    ),
    Shape(
        "Zoom webinar attendees",
        """Attended=yes|User Name (Original Name)=name|First Name=first|Last Name=last|Email=email|
        Registration Time=time|Time in Session (minutes)=count|Is Guest=yes|
        Country/Region Name=country|Source Name=-""",
        counted("Email", "Country/Region Name"),
    ),
    Shape(
        "Hopin registrations",
        """Registration ID=uuid|Email=email|First name=first|Last name=last|Headline=-|Ticket name=word|
        Registered at=time|Country=country|City=city|State/Region=st|UTM source=-|Organiser email=owner""",
        counted("Email", "Country"),
    ),
    Shape(
        "Luma guests",
        """api_id=longid|name=name|email=email|created_at=time|approval_status=approved/invited|
        custom_source=-|qr_code_url=url|amount=amount|currency=currency|
        What country are you based in?=country""",
        asked("email", "What country are you based in?"),
    ),
    Shape(
        "pretix orders",
        """Event slug=word|Order code=longid|Status=paid|Email=email|Phone number=-|Order date=date|
        Invoice address name=name|Address=street|ZIP code=zip|City=city|Country=iso|State=st|
        VAT ID=-|Order locale=language|Sales channel=web""",
        counted("Email", "Country"),
        GERMAN_SPEAKING,
    ),
    Shape(
        "pretix orders in German",
        """Bestellcode=longid|Status=bezahlt|E-Mail=email|Bestelldatum=date|Rechnungsadresse Name=name|
        Adresse=street|PLZ=zip|Ort=city|Land=iso|Bundesland=-|USt-ID-Nr.=-|Bestellsprache=language""",
        counted("E-Mail", "Land"),
        GERMAN_SPEAKING,
        ";",
    ),
    Shape(
        "GoToWebinar registrants",
        """First Name=first|Last Name=last|Email Address=email|Address=street|City=city|State/Province=st|
        Zip/Postal Code=zip|Country=country|Time Zone=timezone|Registration Date=time|Unsubscribed=no/yes""",
        counted("Email Address", "Country"),
    ),
    Shape(
        "Calendly invitees",
        """Team=word|User Name=name|User Email=owner|Invitee Name=name|Invitee First Name=first|
        Invitee Last Name=last|Invitee Email=email|Invitee Time Zone=timezone|Event Type Name=word|
        Response 1=country|Canceled=bool""",
        asked("Invitee Email", "Response 1"),
    ),
    Shape(
        "Cvent registrants",
        """First Name=first|Last Name=last|Email Address=email|CC Email Address=-|Company Name=company|
        Home Country=-|Work City=city|Work State/Province=st|Work Country=country|
        Citizenship=abroad|Registration Status=Accepted""",
        found("Email Address", "Work Country"),
    ),
)
