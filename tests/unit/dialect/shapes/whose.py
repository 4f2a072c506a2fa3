"""Lists in which a row is of a person and of a thing, a firm or another person, each with a country."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import GERMAN, Shape, asked, counted

SHAPES = (
    Shape(
        "Attendees of events in other countries",
        """Event=word|Venue=company|City=city2|Country=abroadiso|Attendee Name=name|Attendee Email=email|
        Attendee Country=iso""",
        counted("Attendee Email", "Attendee Country"),
    ),
    Shape(
        "Guests of hotels",
        "Hotel=company|Country=abroad|Guest Name=name|Guests' e-mail=email|Guest Country=country",
        counted("Guests' e-mail", "Guest Country"),
    ),
    Shape(
        "Patients of clinics",
        "Clinic=company|City=city2|Country=abroad|Patient Email=email|Country (patient)=country",
        counted("Patient Email", "Country (patient)"),
    ),
    Shape(
        "Products and where they are made",
        "SKU=id|Country=abroadiso|customer_email=email|customer_country_code=iso",
        counted("customer_email", "customer_country_code"),
    ),
    Shape(
        "Accounts and their contacts",
        "Account Name=company|Account Country=abroad|Contact Email=email|Contact Country=country",
        counted("Contact Email", "Contact Country"),
    ),
    Shape(
        "Account holders of banks",
        "Bank=company|Country=abroadiso|Account holder email=email|Account holder country=iso",
        counted("Account holder email", "Account holder country"),
    ),
    Shape(
        "Offices and their people's homes",
        "Office=city2|Country=abroad|Employee Email=email|Home Country=country",
        asked("Employee Email", "Home Country"),
    ),
    Shape(
        "Orders of stores in several countries",
        "Store=company|Country=abroadiso|Order=id|Email=email|Billing Country=iso",
        asked("Email", "Billing Country"),
    ),
    Shape(
        "Orders of websites in several countries",
        "Website=url|Country=abroadiso|Order=id|Email=email|Shipping Country=iso",
        asked("Email", "Shipping Country"),
    ),
    Shape(
        "A subscriber's country beside a bare one",
        "Name=name|Email=email|Sent=date|Country=abroadiso|Subscriber Country=iso",
        asked("Email", "Country"),
    ),
    Shape(
        "Your country beside a bare one",
        "Course=word|Country=abroadiso|Your email=email|Your country=iso",
        counted("Your email", "Your country"),
    ),
    Shape(
        "A country of residence beside a bare one",
        "Email=email|Country=abroad|Country of residence=country",
        asked("Email", "Country of residence"),
    ),
    Shape(
        "A country beside a code of another",
        "Email=email|Country=country|Country Code=abroadiso",
        asked("Email", "Country"),
    ),
    Shape(
        "An attendee's country that is blank",
        "Event=word|Country=abroadiso|Attendee Email=email|Attendee Country=-",
        asked("Attendee Email", "Attendee Country"),
    ),
    Shape(
        "An attendee's country in most rows",
        "Event=word|Country=abroadiso|Attendee Email=email|Attendee Country=country~",
        counted("Attendee Email", "Attendee Country"),
    ),
    Shape(
        "Fairs in German",
        "Messe=word|Ort=city2|Land=abroadiso|Teilnehmer E-Mail=email|Land des Teilnehmers=iso",
        counted("Teilnehmer E-Mail", "Land des Teilnehmers"),
        GERMAN,
    ),
    Shape(
        "Hotels in German",
        "Hotel=word|Land=abroadiso|E-Mail des Gastes=email|Land Gast=iso",
        counted("E-Mail des Gastes", "Land Gast"),
    ),
    Shape(
        "Patients in German",
        "Klinik=word|Land=abroadiso|Patientenmail=email|Patientenland=iso",
        counted("Patientenmail", "Patientenland"),
    ),
    Shape(
        "Old and new in German",
        "E-Mail alt=email2|E-Mail neu=email|Land alt=abroadiso|Land neu=iso",
        asked("E-Mail neu", "Land neu"),
    ),
    Shape(
        "Fairs in French",
        "Salon=word|Ville=city2|Pays=abroadiso|E-mail participant=email|Pays participant=iso",
        counted("E-mail participant", "Pays participant"),
    ),
    Shape(
        "Hotels in Spanish",
        "Hotel=word|País=abroadiso|Correo del huésped=email|País del huésped=iso",
        counted("Correo del huésped", "País del huésped"),
    ),
    Shape(
        "Schools in Italian",
        "Scuola=word|Paese=abroadiso|Email studente=email|Paese studente=iso",
        counted("Email studente", "Paese studente"),
    ),
    Shape(
        "Hotels in Russian",
        "Отель=word|Страна=abroadiso|Email гостя=email|Страна гостя=iso",
        counted("Email гостя", "Страна гостя"),
    ),
    Shape(
        "Hotels in Chinese",
        "酒店=word|国家=abroadiso|客户邮箱=email|客户国家=iso",
        counted("客户邮箱", "客户国家"),
    ),
    Shape(
        "Senders and recipients",
        "sender_email=owner|sender_country=iso2|recipient_email=email|recipient_country=iso",
        asked("recipient_email", "recipient_country"),
    ),
    Shape(
        "Drivers and riders",
        "driver_email=email2|driver_country=abroadiso|rider_email=email|rider_country=iso",
        counted("rider_email", "rider_country"),
    ),
    Shape(
        "Hosts and guests",
        "host_email=email2|host_country=abroadiso|guest_email=email|guest_country=iso",
        counted("guest_email", "guest_country"),
    ),
    Shape(
        "Sellers and buyers in Spanish",
        "Correo vendedor=owner|País vendedor=iso2|Correo comprador=email|País comprador=iso",
        counted("Correo comprador", "País comprador"),
    ),
    Shape(
        "Sellers and buyers in Italian",
        "Email venditore=owner|Paese venditore=iso2|Email acquirente=email|Paese acquirente=iso",
        counted("Email acquirente", "Paese acquirente"),
    ),
    Shape(
        "Sellers and buyers in Dutch",
        "E-mail verkoper=owner|Land verkoper=iso2|E-mail koper=email|Land koper=iso",
        counted("E-mail koper", "Land koper"),
    ),
    Shape(
        "Sellers and buyers in Russian",
        "Email продавца=owner|Страна продавца=iso2|Email покупателя=email|Страна покупателя=iso",
        counted("Email покупателя", "Страна покупателя"),
    ),
    Shape(
        "Referrers and friends",
        "Referrer email=email2|Referrer country=iso2|Friend email=email|Friend country=iso",
        asked("Friend email", "Friend country"),
    ),
    Shape(
        "An email at work beside countries of work and home",
        "Work email=email|Home country=abroad|Work country=country",
        asked("Work email", "Work country"),
    ),
    Shape(
        "An old country and a new one",
        "Old country=abroad|New country=country|Email=email",
        asked("Email", "New country"),
    ),
    Shape(
        "A country before and after",
        "Email=email|Country before=abroad|Country after=country",
        asked("Email", "Country after"),
    ),
    Shape(
        "A former country beside a present one in Spanish",
        "Correo=email|País anterior=abroad|País actual=country",
        asked("Correo", "País actual"),
    ),
    Shape(
        "A firm's email beside its contacts'",
        "Company=company|Email=owner|Contact Name=name|Contact Email=email|Country=country",
        asked("Contact Email", "Country"),
    ),
    Shape(
        "A family's email beside its students'",
        "Family=last|Email=email2|Student=name|Student Email=email|Country=country",
        asked("Student Email", "Country"),
    ),
    Shape(
        "A hotel's email and country beside its guests'",
        "Hotel=company|Email=email2|Country=abroad|Guest Email=email|Guest Country=country",
        asked("Guest Email", "Guest Country"),
    ),
    Shape(
        "A user's staff email beside the customer's",
        "Email=email|Country=country|User Name=name|User Email=owner",
        counted("Email", "Country"),
    ),
    Shape(
        "A buyer's email that is the attendee's",
        "Event=word|Email=email|Buyer Email=email|Country=country",
        counted("Email", "Country"),
    ),
    Shape(
        "A company before a customer's country",
        "Company=company|City=city|Country=country|Contact Email=email|Billing Country=country",
        counted("Contact Email", "Country"),
    ),
    Shape(
        "Mailing countries of contacts",
        "Account Name=company|Contact Email=email|Mailing Country=country|Account Owner=name",
        counted("Contact Email", "Mailing Country"),
    ),
    Shape(
        "A country and where it is billed",
        "Email=email|Country=country|Billing Country=country2",
        counted("Email", "Country"),
    ),
    Shape(
        "A user's country beside that of the connection",
        "user_email=email|country=iso|user_ip_country=iso2",
        counted("user_email", "country"),
    ),
    Shape(
        "A customer's country that is written twice",
        "Email=email|Country=country|Customer Country=iso",
        counted("Email", "Country"),
    ),
    Shape(
        "Products that customers bought",
        "Email=email|Product=word|Store=company|State=st|Country=country",
        counted("Email", "Country"),
    ),
)
