"""Lists in nobody's shape, in which one thing invites a mistake."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import AMERICAN, ITALIAN, Shape, asked, blank, counted, found, no_country

SHAPES = (
    Shape(
        "Glued names",
        "customeremail=email|billingcountry=iso|billingstate=st",
        counted("customeremail", "billingcountry"),
    ),
    Shape(
        "Bracketed names",
        "id=id|contact[email]=email|custom_fields[country]=country|custom_fields[state]=st",
        counted("contact[email]", "custom_fields[country]"),
    ),
    Shape(
        "Names as paths",
        "customer/email=email|shippingAddress/countryCode=iso|shippingAddress/stateCode=st",
        counted("customer/email", "shippingAddress/countryCode"),
    ),
    Shape(
        "Names with dots",
        "properties.email=email|properties.country=country|properties.state=st|properties.hs_lead_status=NEW/OPEN",
        counted("properties.email", "properties.country"),
    ),
    Shape(
        "Names in capitals",
        "CUST_ID=id|EMAIL_ADDR=email|CNTRY_CD=iso|ST_CD=st|ZIP_CD=zip",
        found("EMAIL_ADDR", "CNTRY_CD"),
    ),
    Shape(
        "Names with prefixes",
        "c_id=id|c_email=email|c_country=iso3|c_state=st|c_nation_key=count",
        found("c_email", "c_country"),
    ),
    Shape(
        "A dialling code called country code",
        "Name=name|Email=email|Country Code=dial|Phone=phone",
        no_country("Email"),
    ),
    Shape(
        "A dialling code beside a country",
        "Name=name|Email=email|Country Code=dialnumber|Phone=phone|Country=country",
        counted("Email", "Country"),
    ),
    Shape(
        "A dialling code beside a residence",
        "Name=name|Email=email|Country Code=dial|Phone=phone|Residence=country",
        asked("Email", "Residence"),
    ),
    Shape(
        "A phone's country code",
        "Email=email|Phone Country Code=dial|Phone=phone|Country of residence=country",
        counted("Email", "Country of residence"),
    ),
    Shape(
        "A country of birth",
        "Email=email|Country of birth=abroad|Nationality=abroad|Country=country",
        counted("Email", "Country"),
    ),
    Shape(
        "Only a country of birth",
        "Email=email|Name=name|Country of birth=abroad",
        (*asked("Email", "Country of birth"), *no_country("Email")),
    ),
    Shape(
        "Only a nationality",
        "Email=email|Name=name|Nationality=abroad|State=state",
        (*asked("Email", "Nationality"), *no_country("Email")),
    ),
    Shape(
        "Only languages and currencies",
        "Email=email|Language=language|Currency=currency|Locale=locale",
        no_country("Email"),
    ),
    Shape(
        "Languages beside countries without a name",
        "Email=email|lang=language|x1=iso|x2=count",
        asked("Email", "x1"),
    ),
    Shape(
        "A shop's own ids of countries",
        "email=email|country_id=11/13/21/69|city=city",
        no_country("email"),
    ),
    Shape(
        "Amounts by country's name",
        "Email=email|Country=amount|City=city",
        no_country("Email"),
    ),
    Shape(
        "A country that is blank",
        "Email=email|Country=-|State=st|City=city",
        blank("Email", "Country"),
        AMERICAN,
    ),
    Shape(
        "A country that is blank beside a nation",
        "Email=email|Country=-|Nation=country|State=st",
        found("Email", "Nation"),
    ),
    Shape(
        "A country that is sparse",
        "Email=email|Country=country?|Billing Country=country|State=st",
        asked("Email", "Billing Country"),
    ),
    Shape(
        "A home country beside a sparse one",
        "Email=email|Shipping Country=country?|Home Country=country",
        asked("Email", "Home Country"),
    ),
    Shape(
        "A sales rep's email first",
        "Sales rep email=owner|Account manager email=owner|Email=email|Country=country",
        counted("Email", "Country"),
    ),
    Shape(
        "An owner's email by another name",
        "Owner=owner|Contact=email|Country=country",
        asked("Contact", "Country"),
    ),
    Shape(
        "A referrer's email beside",
        "email=email|referred_by_email=email2?|country=country|referrer_country=abroad",
        counted("email", "country"),
    ),
    Shape(
        "Two emails as good as each other",
        "Home email=email|Work email=email2|Country=country",
        asked("Home email", "Country"),
    ),
    Shape(
        "Three emails by number",
        "Email 1=email|Email 2=email2?|Email 3=-|Country=iso",
        found("Email 1", "Country"),
    ),
    Shape(
        "Emails beside their hash",
        "email=email|email_md5=md5|email_sha256=sha256|country=iso",
        counted("email", "country"),
    ),
    Shape(
        "An empty email beside its hash",
        "email=-|email_sha256=sha256|country=iso",
        found("email_sha256", "country"),
    ),
    Shape(
        "Names before addresses",
        "Contact=display|Country=country|Company=company",
        asked("Contact", "Country"),
    ),
    Shape(
        "Names before addresses under a plain name",
        "Email=display|Country=country|Company=company",
        counted("Email", "Country"),
    ),
    Shape(
        "States called countries",
        "Email=email|Country=st|City=city|Zip=zip",
        no_country("Email"),
        AMERICAN,
    ),
    Shape(
        "Provinces called nothing",
        "Email=email|x=st|City=city|CAP=zip",
        no_country("Email"),
        ITALIAN,
    ),
    Shape(
        "States beside counties",
        "Email=email|County=city|State=state|Country of registration=country",
        found("Email", "Country of registration"),
        AMERICAN,
    ),
    Shape(
        "Regions called for sales",
        "Email=email|Region=EMEA/AMER/APAC|Territory=DACH/UKI/Nordics|Country=country",
        counted("Email", "Country"),
    ),
    Shape(
        "Markets as countries",
        "Email=email|Market=iso|Store=shop.example|State=enabled/disabled",
        asked("Email", "Market"),
    ),
    Shape(
        "A billing and a shipping country glued",
        "email=email|billingcountry=iso|shippingcountry=iso2",
        asked("email", "billingcountry"),
    ),
    Shape(
        "Country in camel case",
        "userEmail=email|userCountry=country|realEstate=yes|camel=word",
        counted("userEmail", "userCountry"),
    ),
    Shape(
        "Country codes in small letters",
        "email=email|country=isolower|state=st",
        counted("email", "country"),
        AMERICAN,
    ),
    Shape(
        "Three-letter codes",
        "E-Mail=email|ISO3=iso3|State=st",
        counted("E-Mail", "ISO3"),
    ),
)
