"""Lists made for advertising platforms."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import AMERICAN, Shape, asked, counted, no_country, no_email

SHAPES = (
    Shape(
        "Google Ads customer match",
        "Email=email|Phone=phone|First Name=first|Last Name=last|Country=iso|Zip=zip",
        counted("Email", "Country"),
    ),
    Shape(
        "Google Ads customer match, hashed",
        "Email=sha256|Phone=-|First Name=first|Last Name=last|Country=iso|Zip=zip",
        counted("Email", "Country"),
    ),
    Shape(
        "Google Ads customer match with several emails",
        """Email=email|Email=email2?|Email=-|Phone=phone|Phone=-|First Name=first|Last Name=last|
        Country=iso|Zip=zip""",
        asked("Email", "Country"),
    ),
    Shape(
        "Meta custom audience template",
        """email=email|email=email2?|email=-|phone=phone|phone=-|phone=-|madid=-|fn=first|ln=last|zip=zip|
        ct=city|st=st|country=iso|dob=date|doby=year|gen=gender|age=count|uid=-|value=amount""",
        asked("email", "country"),
    ),
    Shape(
        "Meta custom audience of America",
        """email=email|phone=phone|fn=first|ln=last|zip=zip|ct=city|st=st|country=iso|dob=date|gen=gender""",
        counted("email", "country"),
        AMERICAN,
    ),
    Shape(
        "Meta custom audience of America without a country",
        "email=email|phone=phone|fn=first|ln=last|zip=zip|ct=city|st=st|dob=date|gen=gender",
        no_country("email"),
        AMERICAN,
    ),
    Shape(
        "Meta lead form",
        """id=longid|created_time=time|ad_id=longid|ad_name|adset_name|campaign_id=longid|form_name|
        is_organic=bool|platform=fb/ig|email=email|full_name=name|country=iso|state=st|
        lead_status=CREATED""",
        counted("email", "country"),
    ),
    Shape(
        "LinkedIn matched audience",
        """email=email|firstname=first|lastname=last|jobtitle=word|employeecompany=company|country=country|
        googleaid=-""",
        counted("email", "country"),
    ),
    Shape(
        "LinkedIn company list",
        """companyname=company|companywebsite=url|companyemaildomain=domain|industry=word|city=city|
        state=st|companycountry=iso|zipcode=zip""",
        no_email("companycountry"),
    ),
    Shape(
        "TikTok customer file",
        "Email_SHA256=sha256|Phone_SHA256=-|IDFA_MD5=-|GAID_MD5=-|Country=iso|Zip_Code=zip",
        counted("Email_SHA256", "Country"),
    ),
    Shape(
        "Pinterest audience",
        "email=email|hashed_email=sha256|maid=-|first_name=first|country=isolower|gender=gender",
        counted("email", "country"),
    ),
    Shape(
        "Pinterest audience of MD5",
        "hashed_email=md5|country=iso|signup_date=date",
        counted("hashed_email", "country"),
    ),
    Shape(
        "Snap audience",
        "EMAIL_SHA256=sha256|PHONE_SHA256=-|MOBILE_AD_ID=-|COUNTRY=iso",
        counted("EMAIL_SHA256", "COUNTRY"),
    ),
    Shape(
        "X audience of SHA-1",
        "email_sha1=sha1|handle=user|country=iso3",
        counted("email_sha1", "country"),
    ),
    Shape(
        "Criteo audience",
        "email_md5=md5|country_code=iso|currency_code=currency|language_code=language|last_order=date",
        counted("email_md5", "country_code"),
    ),
    Shape(
        "Microsoft Advertising customer match",
        "Email=sha256|Country Code=iso|Language Code=locale|Market=locale|Action=ADD",
        counted("Email", "Country Code"),
    ),
    Shape(
        "Trade Desk first-party data",
        "uid2=longid|hashed_email=sha256|hashed_phone=-|country_iso3=iso3|state_code=st",
        counted("hashed_email", "country_iso3"),
    ),
)
