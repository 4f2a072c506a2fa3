"""Exports of programs that keep customers, contacts and deals."""

from __future__ import annotations

from tests.unit.dialect.shapes.shape import AMERICAN, Shape, asked, counted, found, no_country

SHAPES = (
    Shape(
        "HubSpot contacts",
        """Record ID=id|First Name=first|Last Name=last|Email=email|Phone Number=phone|Contact owner=owner|
        Lead Status=New/Open/Connected|Marketing contact status=Marketing contact/Non-marketing contact|
        Create Date=time|Associated Company=company|Email Domain=domain|State/Region=state|
        Country/Region=country""",
        counted("Email", "Country/Region"),
    ),
    Shape(
        "HubSpot contacts with places told by IP",
        """Record ID=id|First Name=first|Last Name=last|Email=email|Contact owner=owner|City=city|
        State/Region=st|Country/Region=-|IP City=city|IP State/Region=state|IP State Code/Region Code=st|
        IP Country=country|IP Country Code=isolower|IP Timezone=timezone""",
        asked("Email", "IP Country"),
        AMERICAN,
    ),
    Shape(
        "HubSpot contacts with few countries",
        """Record ID=id|First Name=first|Email=email|State/Region=state?|Country/Region=country?|
        IP Country=country|IP State/Region=state""",
        asked("Email", "IP Country"),
    ),
    Shape(
        "HubSpot contacts without a country",
        "Record ID=id|First Name=first|Last Name=last|Email=email|City=city|State/Region=st|Postal Code=zip",
        no_country("Email"),
        AMERICAN,
    ),
    Shape(
        "Salesforce leads",
        """Lead ID=longid|Salutation=Mr./Ms.|First Name=first|Last Name=last|Company / Account=company|
        Email=email|Email Opt Out=1|Phone=phone|Street=street|City=city|State/Province=state|
        Zip/Postal Code=zip|Country=country|Lead Source=Web/Phone|Lead Owner=name|Lead Owner Email=owner""",
        counted("Email", "Country"),
    ),
    Shape(
        "Salesforce contacts",
        """Salutation=Mr./Ms.|First Name=first|Last Name=last|Title|Account Name=company|
        Mailing Street=street|Mailing City=city|Mailing State/Province=state|Mailing Zip/Postal Code=zip|
        Mailing Country=country|Phone=phone|Email=email|Account Owner=name""",
        counted("Email", "Mailing Country"),
    ),
    Shape(
        "Salesforce contacts with donations",
        """Contact ID=longid|First Name=first|Last Name=last|Email=email|Mailing City=city|
        Mailing State/Province=st|Mailing Country=country|Donation=amount|Last Donation=date|
        Total Donations=amount""",
        counted("Email", "Mailing Country"),
    ),
    Shape(
        "Salesforce data export of contacts",
        """Id=longid|IsDeleted=1|AccountId=longid|LastName=last|FirstName=first|MailingStreet=street|
        MailingCity=city|MailingState=st|MailingPostalCode=zip|MailingCountry=country|
        MailingCountryCode=iso|OtherState=st2?|OtherCountry=country2?|Phone=phone|Email=email|
        OwnerId=longid|CreatedDate=time|HasOptedOutOfEmail=1|EmailBouncedReason=-""",
        found("Email", "MailingCountry", "MailingCountryCode"),
    ),
    Shape(
        "Salesforce data export of leads",
        """Id=longid|LastName=last|FirstName=first|Company=company|City=city|State=state|StateCode=st|
        PostalCode=zip|Country=country|CountryCode=iso|Email=email|Status=Open/Closed|IsConverted=1|
        Sales_Rep_Email__c=owner|Preferred_Language__c=language|Nationality__c=abroad""",
        counted("Email", "Country"),
    ),
    Shape(
        "Salesforce accounts with persons",
        """AccountId=longid|Name=name|PersonEmail=email|BillingCity=city|BillingState=st|
        BillingCountry=country|ShippingState=st2|ShippingCountry=country2|PersonMailingCountry=-|
        CurrencyIsoCode=currency""",
        asked("PersonEmail", "BillingCountry"),
    ),
    Shape(
        "Salesforce campaign members",
        """Campaign Name|Member Status=Sent/Responded|Member Type=Lead/Contact|First Name=first|
        Last Name=last|Company=company|Email=email|City=city|State/Province=st|Country=country|
        Campaign Owner=name|Related Record Owner=name""",
        counted("Email", "Country"),
    ),
    Shape(
        "Salesforce report with only billing states",
        """Account Name=company|Contact: Email=email|Billing State/Province=st|Billing Zip/Postal Code=zip|
        Type=Customer/Prospect|Rating=Hot/Warm""",
        no_country("Contact: Email"),
        AMERICAN,
    ),
    Shape(
        "Dynamics contacts",
        """(Do Not Modify) Contact=uuid|(Do Not Modify) Row Checksum=longid|
        (Do Not Modify) Modified On=time|Full Name=name|Email=email|Company Name=company|
        Business Phone=phone|Address 1: City=city|Address 1: State/Province=state|
        Address 1: Country/Region=country|Address 2: Country/Region=-|Status=Active/Inactive""",
        counted("Email", "Address 1: Country/Region"),
    ),
    Shape(
        "Dynamics contacts by schema names",
        """contactid=uuid|fullname=name|emailaddress1=email|emailaddress2=email2?|address1_city=city|
        address1_stateorprovince=st|address1_country=country|statecode=Active/Inactive|
        statuscode=Active/Inactive|donotbulkemail=bool|_ownerid_value=uuid""",
        counted("emailaddress1", "address1_country"),
    ),
    Shape(
        "Zoho contacts",
        """Record Id=longid|Contact Owner.id=longid|Contact Owner=name|Lead Source=Web/Fair|First Name=first|
        Last Name=last|Email=email|Secondary Email=-|Email Opt Out=bool|Mailing Street=street|
        Mailing City=city|Mailing State=state|Mailing Zip=zip|Mailing Country=country|Other City=-|
        Other State=-|Other Country=-|Currency=currency""",
        counted("Email", "Mailing Country"),
    ),
    Shape(
        "Zoho leads",
        """Record Id=longid|Lead Owner=name|Company=company|First Name=first|Last Name=last|Email=email|
        Lead Status=Contacted/Lost Lead|Street=street|City=city|State=st|Zip Code=zip|Country=country|
        Secondary Email=email2?|Annual Revenue=amount""",
        counted("Email", "Country"),
    ),
    Shape(
        "Pipedrive people",
        """Person - ID=id|Person - Name=name|Person - Organization=company|Person - Email - Work=email|
        Person - Email - Home=-|Person - Email - Other=-|Person - Phone - Work=phone|Person - Owner=name|
        Organization - Address=street|Organization - State/county of Address=st|
        Organization - Region of Address=-|Organization - Country of Address=country|
        Person - Open deals=count""",
        found("Person - Email - Work", "Organization - Country of Address"),
    ),
    Shape(
        "Pipedrive people with two addresses",
        """Person - ID=id|Person - Name=name|Person - Email - Work=email2?|Person - Email - Home=email|
        Person - Postal address - Country of Postal address=country|Person - Owner=name""",
        found("Person - Email - Home", "Person - Postal address - Country of Postal address"),
    ),
    Shape(
        "Copper people",
        """Copper ID=id|Name=name|Title|Company=company|Email=email|Email Type=work|Email 2=-|
        Email 2 Type=-|Phone Number=phone|Street=street|City=city|State=st|Postal Code=zip|
        Country=iso|Owned By=name|Owner Id=id|Contact Type=Customer/Other""",
        counted("Email", "Country"),
    ),
    Shape(
        "Freshsales contacts",
        """Id=longid|First name=first|Last name=last|Emails=email|Work=phone|Mobile=phone|Sales owner=name|
        Sales owner email=owner|Address=street|City=city|State=st|Zipcode=zip|Country=country|
        Time zone=timezone|Subscription status=Subscribed/Unsubscribed|Lifecycle stage=Lead/Customer""",
        counted("Emails", "Country"),
    ),
    Shape(
        "SugarCRM contacts",
        """First Name=first|Last Name=last|ID=uuid|Account Name=company|Email Address=email|
        Primary Address Street=street|Primary Address City=city|Primary Address State=st|
        Primary Address Postal Code=zip|Primary Address Country=country|Alternate Address City=-|
        Alternate Address State=-|Alternate Address Country=-|Assigned User=user|Do Not Call=1|
        Preferred Language=locale_""",
        counted("Email Address", "Primary Address Country"),
    ),
    Shape(
        "Odoo contacts",
        """External ID=longid|Name=name|Email=email|Phone=phone|Salesperson=name|Salesperson/Email=owner|
        City=city|State=state|State/Code=st|Country=country|Country/Country Code=iso|
        Language=locale_|Company=company""",
        counted("Email", "Country"),
    ),
    Shape(
        "Odoo contacts by field names",
        """id=longid|display_name=name|email=email|email_normalized=email|user_id=owner|street=street|
        city=city|zip=zip|state_id=state|country_id=country|lang=locale_|is_company=bool""",
        counted("email", "country_id"),
    ),
    Shape(
        "Keap contacts",
        """Id=id|First Name=first|Last Name=last|Email=email|Email Address 2=-|Email Address 3=-|
        Street Address 1=street|City=city|State=st|Postal Code=zip|Country=country|City 2=-|State 2=-|
        Country 2=-|Owner=name|Person Type=Customer/Lead""",
        counted("Email", "Country"),
    ),
    Shape(
        "Insightly contacts",
        """RecordId=id|FirstName=first|LastName=last|EmailAddress=email|PhoneNumber=phone|
        AddressMailCity=city|AddressMailState=st|AddressMailPostcode=zip|AddressMailCountry=country|
        AddressOtherCity=-|AddressOtherState=-|AddressOtherCountry=-|OwnerUserId=owner|DateOfBirth=date""",
        counted("EmailAddress", "AddressMailCountry"),
    ),
    Shape(
        "Close leads",
        """id=longid|lead_name=company|status_label=Potential/Customer|primary_contact_name=name|
        primary_contact_primary_email=email|primary_contact_primary_phone=phone|
        primary_address_city=city|primary_address_state=st|primary_address_country=iso|created_by=user""",
        counted("primary_contact_primary_email", "primary_address_country"),
    ),
)
