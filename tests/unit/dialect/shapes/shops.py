"""Exports of shops and marketplaces: customers and orders."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import (
    AMERICAN,
    GERMAN_SPEAKING,
    Shape,
    asked,
    counted,
    found,
    no_country,
    no_email,
    refused,
)

SHAPES = (
    Shape(
        "Shopify customers",
        """Customer ID=longid|First Name=first|Last Name=last|Email=email|Accepts Email Marketing=yes|
        Default Address Company=-|Default Address Address1=street|Default Address City=city|
        Default Address Province Code=st|Default Address Country Code=iso|Default Address Zip=zip|
        Default Address Phone=phone|Phone=phone|Accepts SMS Marketing=yes|Total Spent=amount|
        Total Orders=count|Note=-|Tax Exempt=yes|Tags""",
        counted("Email", "Default Address Country Code"),
    ),
    Shape(
        "Shopify customers, older",
        """First Name=first|Last Name=last|Email=email|Accepts Email Marketing=yes|Company=-|Address1=street|
        City=city|Province=state|Province Code=st|Country=country|Country Code=iso|Zip=zip|Phone=phone|
        Total Spent=amount|Tax Exempt=yes""",
        counted("Email", "Country"),
    ),
    Shape(
        "Shopify orders",
        """Name=id|Email=email|Financial Status=paid/refunded|Paid at=time|Currency=currency|Total=amount|
        Billing Name=name|Billing City=city|Billing Zip=zip|Billing Province=st|Billing Country=iso|
        Shipping Name=name|Shipping City=city2|Shipping Zip=zip2|Shipping Province=st2|
        Shipping Country=iso2|Billing Province Name=state|Shipping Province Name=state2|
        Risk Level=Low/High""",
        asked("Email", "Billing Country"),
    ),
    Shape(
        "WooCommerce customers",
        """Name=name|Username=user|Last Active=time|Sign Up=date|Email=email|Orders=count|Total Spend=amount|
        AOV=amount|Country / Region=iso|City=city|Region=st|Postal Code=zip""",
        counted("Email", "Country / Region"),
    ),
    Shape(
        "WooCommerce orders",
        """Order Number=id|Order Status=Completed/Processing|Order Date=time|First Name (Billing)=first|
        Email (Billing)=email|City (Billing)=city|State Code (Billing)=st|Country Code (Billing)=iso|
        City (Shipping)=city2|State Code (Shipping)=st2|Country Code (Shipping)=iso2""",
        asked("Email (Billing)", "Country Code (Billing)"),
    ),
    Shape(
        "WooCommerce customers by user meta",
        """customer_id=id|user_login=user|user_email=email|billing_first_name=first|billing_email=email|
        billing_city=city|billing_state=st|billing_country=iso|shipping_city=city2|shipping_state=st2|
        shipping_country=iso2|paying_customer=1""",
        asked("user_email", "billing_country"),
    ),
    Shape(
        "Magento customers",
        """email=email|_website=base|_store=admin|confirmation=-|created_at=time|created_in|
        default_billing=id|dob=-|firstname=first|gender=gender|lastname=last|password_hash=sha256|
        _address_city=city|_address_company=-|_address_country_id=iso|_address_region=state|
        _address_postcode=zip|_address_telephone=phone""",
        counted("email", "_address_country_id"),
    ),
    Shape(
        "Adobe Commerce customer grid",
        """ID=id|Name=name|Email=email|Group=General/Wholesale|Phone=phone|ZIP=zip|Country=country|
        State/Province=state|Customer Since=time|Web Site=Main Website|Confirmed email=Confirmed|
        Date of Birth=-|Tax VAT Number=-""",
        counted("Email", "Country"),
    ),
    Shape(
        "BigCommerce customers",
        """Customer ID=id|First Name=first|Last Name=last|Company=-|Email=email|Phone=phone|
        Store Credit=amount|Customer Group=Retail/Wholesale|Date Joined=date|Address Line 1 - 1=street|
        City/Suburb - 1=city|State/Province - 1=state|State/Province Abbreviation - 1=st|
        Zip/Postcode - 1=zip|Country - 1=country|Country Abbreviation - 1=iso""",
        found("Email", "Country - 1", "Country Abbreviation - 1"),
    ),
    Shape(
        "BigCommerce orders",
        """Order ID=id|Customer Name=name|Customer Email=email|Order Status=Shipped/Pending|
        Order Currency Code=currency|Billing State=state|Billing Country=country|Billing Email=email|
        Shipping State=state2|Shipping Country=country2|Shipping Email=email""",
        asked("Customer Email", "Billing Country"),
    ),
    Shape(
        "PrestaShop addresses",
        """Address ID=id;First name=first;Last name=last;Email=email;Address=street;Postal code=zip;City=city;
        State=state;Country=country;Phone=phone;Active=1""".replace(";", "|"),
        counted("Email", "Country"),
        separator=";",
    ),
    Shape(
        "Shopware 5 customers",
        """customernumber=id|email=email|password=md5|encoder=md5|active=1|billing_company=-|
        billing_salutation=mr/ms|billing_firstname=first|billing_zipcode=zip|billing_city=city|
        billing_stateID=0/3/5|billing_countryID=2/5/23|shipping_city=city2|shipping_countryID=2/5/23|
        newsletter=1|language=1/2""",
        no_country("email"),
        GERMAN_SPEAKING,
        ";",
    ),
    Shape(
        "Shopware 6 customers",
        """id=longid|account_type=private|salutation=mr/mrs|customer_number=id|first_name=first|
        last_name=last|email=email|active=1|customer_group|language=Deutsch|sales_channel=Storefront|
        default_billing_address_city=city|default_billing_address_zipcode=zip|
        default_billing_address_country=iso|default_shipping_address_city=city2|
        default_shipping_address_country=iso2""",
        asked("email", "default_billing_address_country"),
        GERMAN_SPEAKING,
        ";",
    ),
    Shape(
        "OXID users",
        """OXID=longid|OXACTIVE=1|OXRIGHTS=user|OXUSERNAME=email|OXCUSTNR=id|OXFNAME=first|OXLNAME=last|
        OXSTREET=street|OXCITY=city|OXCOUNTRYID=a7c40f631fc920687.20179984/a7c40f6320aeb2ec2.72885259|
        OXSTATEID=BY/NW|OXZIP=zip""",
        no_country("OXUSERNAME"),
        GERMAN_SPEAKING,
        ";",
    ),
    Shape(
        "JTL customers",
        """Kundennummer=id|Firma=-|Anrede=Herr/Frau|Vorname=first|Nachname=last|Straße=street|PLZ=zip|
        Ort=city|Bundesland=state|Land=country@de|ISO=iso|E-Mail=email|Telefon=phone|
        Kundengruppe=Endkunden/Händler|Newsletter=y""",
        counted("E-Mail", "Land"),
        GERMAN_SPEAKING,
        ";",
    ),
    Shape(
        "Squarespace profiles",
        """Email=email|First Name=first|Last Name=last|Billing City=city|Billing Province/State=st|
        Billing Zip=zip|Billing Country=iso|Shipping City=city2|Shipping Province/State=st2|
        Shipping Zip=zip2|Shipping Country=iso2|Order Count=count|Total Spent=amount|
        Accepts Marketing=bool|Created On=time""",
        asked("Email", "Billing Country"),
    ),
    Shape(
        "Wix contacts",
        """First Name=first|Last Name=last|Email 1=email|Email 2=-|Phone 1=phone|Phone 2=-|Company=-|
        Address 1 - Type=Shipping|Address 1 - Street=street|Address 1 - City=city|
        Address 1 - State/Region=state|Address 1 - Zip=zip|Address 1 - Country=iso|
        Address 2 - Country=-|Labels|Email subscriber status=Subscribed/Never subscribed|
        Language=Language|Created At (UTC+0)=time""",
        counted("Email 1", "Address 1 - Country"),
    ),
    Shape(
        "Etsy orders",
        """Sale Date=date|Order ID=longid|Buyer User ID=user|Full Name=name|Number of Items=count|
        Street 1=street|Ship City=city|Ship State=st|Ship Zipcode=zip|Ship Country=country|
        Currency=currency|Order Value=amount|Buyer=user""",
        no_email("Ship Country"),
    ),
    Shape(
        "eBay orders",
        """Sales Record Number=id|Order Number=longid|Buyer Username=user|Buyer Name=name|Buyer Email=email|
        Buyer Note=-|Buyer City=city|Buyer State=st|Buyer Zip=zip|Buyer Country=country|
        Ship To Name=name|Ship To City=city2|Ship To State=st2|Ship To Country=country2|
        Item Title|Total Price=amount""",
        counted("Buyer Email", "Buyer Country"),
    ),
    Shape(
        "Amazon orders",
        """order-id=longid;order-item-id=id;purchase-date=time;buyer-email=email;buyer-name=name;sku=id;
        currency=currency;item-price=amount;recipient-name=name;ship-city=city;ship-state=st;
        ship-postal-code=zip;ship-country=iso;sales-channel=Amazon.de""".replace(";", "|"),
        counted("buyer-email", "ship-country"),
        separator="\t",
    ),
    Shape(
        "Ecwid customers",
        """id=id;email=email;name=name;orders_count=count;billing_street=street;billing_city=city;
        billing_country_code=iso;billing_country_name=country;billing_postal_code=zip;
        billing_state_or_province_code=st;billing_state_or_province_name=state;
        accept_marketing=bool;lang=language""".replace(";", "|"),
        found("email", "billing_country_name", "billing_country_code"),
        separator=";",
    ),
    Shape(
        "Lightspeed customers",
        """id=uuid|customer_code=user|first_name=first|last_name=last|email=email|phone=phone|
        physical_city=city|physical_state=st|physical_postcode=zip|physical_country_id=iso|
        postal_city=-|postal_state=-|postal_country_id=-|enable_loyalty=1""",
        found("email", "physical_country_id"),
    ),
    Shape(
        "Square customers",
        """Reference ID=-|First Name=first|Last Name=last|Email Address=email|Phone Number=phone|
        Nickname=-|Company Name=-|Street Address 1=street|City=city|State=st|Postal Code=zip|Birthday=-|
        Memo=-|Square Customer ID=longid|Creation Source=Directory|Email Subscription Status=subscribed""",
        no_country("Email Address"),
        AMERICAN,
    ),
    Shape(
        "Shopify customers of one country",
        """First Name=first|Last Name=last|Email=email|City=city|Province=state|Province Code=st|
        Country=country|Country Code=iso|Zip=zip|Total Spent=amount""",
        counted("Email", "Country"),
        AMERICAN,
    ),
    Shape(
        "Shopify API customers",
        """id=longid|email=email|state=enabled/disabled/invited|currency=currency|
        default_address.city=city|default_address.province_code=st|default_address.country=country|
        default_address.country_code=iso|default_address.country_name=country|
        email_marketing_consent.state=subscribed/not_subscribed""",
        counted("email", "default_address.country"),
    ),
    Shape(
        "Shopify API customers without addresses",
        """id=longid|email=email|first_name=first|state=enabled/disabled/invited/declined|
        orders_count=count|verified_email=bool|currency=currency|tags""",
        refused(),
    ),
    Shape(
        "Gambio customers",
        """customers_id=id|customers_status=1/2|customers_firstname=first|customers_lastname=last|
        customers_email_address=email|entry_city=city|entry_postcode=zip|entry_state=state|
        countries_iso_code_2=iso""",
        counted("customers_email_address", "countries_iso_code_2"),
        GERMAN_SPEAKING,
        "|",
    ),
)
