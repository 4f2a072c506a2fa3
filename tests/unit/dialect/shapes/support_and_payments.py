"""Exports of payment providers and of helpdesks."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import AMERICAN, Shape, asked, counted, found, refused

SHAPES = (
    Shape(
        "Stripe customers",
        """id=longid|Description=-|Email=email|Name=name|Created (UTC)=time|Delinquent=bool|
        Card ID=longid|Card Last4=id|Card Brand=Visa/MasterCard|Card Address City=city|
        Card Address State=st|Card Address Country=iso|Card Address Zip=zip|Card Issue Country=iso|
        Plan=-|Status=-|Account Balance=0.00|Currency=currency|Total Spend=amount""",
        counted("Email", "Card Address Country"),
    ),
    Shape(
        "Stripe customers without addresses",
        """id=longid|Email=email|Name=name|Created (UTC)=time|Card Address State=-|Card Address Country=-|
        Card Issue Country=iso|Currency=currency|Total Spend=amount""",
        (*asked("Email", "Card Issue Country"), *asked("Email", None)),
    ),
    Shape(
        "Stripe payments",
        """id=longid|Created date (UTC)=time|Amount=amount|Currency=currency|Status=Paid/Refunded|
        Customer ID=longid|Customer Description=-|Customer Email=email|Card Address City=city|
        Card Address State=st|Card Address Country=iso|Card Issue Country=iso|
        Shipping Address Country=-|Statement Descriptor=word""",
        found("Customer Email", "Card Address Country"),
    ),
    Shape(
        "Stripe unified payments",
        """id=longid|Created date (UTC)=time|Amount=amount|Currency=currency|Customer Email=email|
        Customer Address Country=iso|Payment Source Type=card|Card Country=iso|Seller Message=word""",
        counted("Customer Email", "Customer Address Country"),
    ),
    Shape(
        "PayPal activity",
        """Date=date|Time=time|TimeZone=timezone|Name=name|Type=Express Checkout Payment|Status=Completed|
        Currency=currency|Gross=amount|From Email Address=email|To Email Address=owner|
        Transaction ID=longid|Address Line 1=street|Town/City=city|
        State/Province/Region/County/Territory/Prefecture/Republic=st|Zip/Postal Code=zip|
        Country=country|Contact Phone Number=phone|Country Code=iso""",
        found("From Email Address", "Country"),
    ),
    Shape(
        "PayPal activity in German",
        """Datum=date|Uhrzeit=time|Zeitzone=timezone|Name=name|Typ=Zahlung|Status=Abgeschlossen|
        Währung=currency|Brutto=amount|Absender E-Mail-Adresse=email|
        Empfänger E-Mail-Adresse=owner|Transaktionscode=longid|PLZ=zip|Ort=city|
        Land=country@de|Ländervorwahl=iso""",
        found("Absender E-Mail-Adresse", "Land"),
        "DE DE DE AT CH",
    ),
    Shape(
        "Paddle customers",
        """customer_id=longid|email=email|marketing_consent=bool|country_code=iso|locale=language|
        status=active|currency_code=currency|created_at=time""",
        counted("email", "country_code"),
    ),
    Shape(
        "Chargebee customers",
        """customers.id=longid|customers.first_name=first|customers.email=email|customers.phone=phone|
        customers.locale=language|customers.auto_collection=on|customers.taxability=taxable|
        billing_address.city=city|billing_address.state_code=st|billing_address.state=state|
        billing_address.country=iso|payment_method.issuing_country=iso|
        shipping_address.country=-""",
        counted("customers.email", "billing_address.country"),
    ),
    Shape(
        "Recurly accounts",
        """account_code=uuid|state=active/closed|username=-|account_email=email|account_first_name=first|
        account_company_name=-|account_created_at=time|address_city=city|address_state=st|
        address_country=iso|address_zip=zip|vat_number=-|billing_address_country=-""",
        counted("account_email", "address_country"),
    ),
    Shape(
        "Recurly accounts without addresses",
        """account_code=uuid|state=active/closed|account_email=email|account_first_name=first|
        account_created_at=time|has_live_subscription=bool""",
        refused(),
    ),
    Shape(
        "Braintree transactions",
        """Transaction ID=longid|Transaction Status=Settled|Amount Authorized=amount|
        Currency ISO Code=currency|Customer Email=email|Billing Locality=city|Billing Region=st|
        Billing Postal Code=zip|Billing Country=country|Shipping Locality=-|Shipping Region=-|
        Shipping Country=-|Country of Issuance=iso3|Issuing Bank=word""",
        counted("Customer Email", "Billing Country"),
    ),
    Shape(
        "Adyen payments",
        """Company Account=word|Merchant Account=word|Psp Reference=longid|Creation Date=time|
        TimeZone=timezone|Currency=currency|Amount=amount|Risk Scoring=count|Shopper Name=name|
        Shopper Email=email|Shopper IP=ip|Shopper Country=iso|Issuer Country=iso|
        Acquirer Response=APPROVED|Delivery Country=iso2|Billing Country=iso""",
        found("Shopper Email", "Shopper Country"),
    ),
    Shape(
        "Adyen payments by issuer",
        """Psp Reference=longid|Creation Date=time|Currency=currency|Amount=amount|Shopper Email=email|
        Issuer Country=iso|Issuer Id=id""",
        (*asked("Shopper Email", "Issuer Country"), *asked("Shopper Email", None)),
    ),
    Shape(
        "Gumroad sales",
        """Purchase ID=longid|Item Name=word|Buyer Name=name|Purchase Email=email|Buyer Email=email|
        Item Price ($)=amount|Street Address=-|City=-|Zip Code=-|State=-|Country=country|
        Referrer=direct|Sent Abandoned Cart Email?=0""",
        found("Buyer Email", "Country"),
    ),
    Shape(
        "Zendesk users",
        """ID=longid|Name=name|Email=email|External ID=-|Phone=phone|Role=end-user|Organization=company|
        Locale=locale|Language=Language|Time zone=timezone|Tags|Active=yes|user_fields.country=iso|
        user_fields.state=trialing/paid""",
        counted("Email", "user_fields.country"),
    ),
    Shape(
        "Intercom users",
        """Name=name|Owner=name|Lead category=-|Email=email|User ID=uuid|Signed up (UTC)=time|
        City=city|Region=state|Country=country|Continent code=EU/NA|Country code=iso3|
        Unsubscribed from Emails=bool|Marked email as spam=bool|Has hard bounced=bool|
        Browser Language=language|Last seen country=-""",
        counted("Email", "Country"),
    ),
    Shape(
        "Freshdesk contacts",
        """Name=name|Title=-|Company=company|Email=email|Secondary emails=-|Work phone=phone|
        Address=street|Time zone=timezone|Language=language|Tags|Country=country|State=st""",
        counted("Email", "Country"),
    ),
    Shape(
        "Help Scout customers",
        """Customer ID=id|First Name=first|Last Name=last|Company=company|Emails=email|Phones=phone|
        Address=street|City=city|State=st|Postal Code=zip|Country=iso|Created At=time""",
        counted("Emails", "Country"),
    ),
    Shape(
        "Gorgias customers",
        """id=id|email=email|name=name|language=language|timezone=timezone|
        integrations.shopify.state=enabled/disabled|
        integrations.shopify.default_address.province_code=st|
        integrations.shopify.default_address.country=country""",
        counted("email", "integrations.shopify.default_address.country"),
        AMERICAN,
    ),
    Shape(
        "Zendesk tickets",
        """Ticket ID=id|Subject=text|Status=Open/Closed|Requester=name|Requester email=email|Assignee=name|
        Assignee email=owner|Country=country|State=Open/Solved/Pending|Channel=Email/Web""",
        found("Requester email", "Country"),
    ),
)
