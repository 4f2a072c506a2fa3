"""Answers that forms and surveys collected."""

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
)

SHAPES = (
    Shape(
        "Typeform answers",
        """#=longid|What is your name?=name|What is your email?=email|Which country do you live in?=country|
        How did you hear of us?=text|Response Type=completed|Start Date (UTC)=time|
        Network ID=longid|Tags=-""",
        found("What is your email?", "Which country do you live in?"),
    ),
    Shape(
        "Typeform contact block",
        """#=longid|First name=first|Last name=last|Phone number=phone|Email=email|Company=company|
        Country=country|State/Region/Province=st|Submit Date (UTC)=time""",
        counted("Email", "Country"),
    ),
    Shape(
        "Google Forms answers",
        """Timestamp=time|Email Address=email|Full name=name|Country of residence=country|
        Country of birth=abroad|Comments=text""",
        counted("Email Address", "Country of residence"),
    ),
    Shape(
        "Google Forms answers to a long question",
        """Timestamp=time|Email Address=email|
        In which country do you currently live and spend most of your time during the year?=country|
        Would you recommend us to people in another country?=yes""",
        found(
            "Email Address",
            "In which country do you currently live and spend most of your time during the year?",
        ),
    ),
    Shape(
        "SurveyMonkey answers",
        """Respondent ID=longid|Collector ID=id|Start Date=time|End Date=time|IP Address=ip|
        Email Address=email|First Name=first|Last Name=last|Custom Data 1=-|City/Town=city|
        State/Province=st|ZIP/Postal Code=zip|Country=country|Email Address=-""",
        found("Email Address", "Country"),
    ),
    Shape(
        "Jotform answers",
        """Submission Date=time|First Name=first|Last Name=last|E-mail=email|Phone Number=phone|
        Street Address=street|City=city|State / Province=state|Postal / Zip Code=zip|Country=country|
        Submission ID=longid|Submission IP=ip""",
        counted("E-mail", "Country"),
    ),
    Shape(
        "Gravity Forms entries",
        """Name (First)=first|Name (Last)=last|Email (Enter Email)=email|Email (Confirm Email)=-|
        Address (Street Address)=street|Address (City)=city|Address (State / Province)=state|
        Address (ZIP / Postal Code)=zip|Address (Country)=country|Consent (Consent)=Checked|
        Created By (User Id)=-|Entry Id=id|Entry Date=time|User IP=ip""",
        found("Email (Enter Email)", "Address (Country)"),
    ),
    Shape(
        "Gravity Forms entries of America",
        """Name (First)=first|Name (Last)=last|Email=email|Address (Street Address)=street|
        Address (City)=city|Address (State / Province)=state|Address (ZIP / Postal Code)=zip|
        Address (Country)=-|Entry Id=id|User IP=ip""",
        blank("Email", "Address (Country)"),
        AMERICAN,
    ),
    Shape(
        "LimeSurvey answers",
        """id=id|submitdate=time|lastpage=count|startlanguage=language|seed=id|ipaddr=ip|email=email|
        country=A1/A2/A3/A7|G01Q02[SQ001]=Y/N|G01Q02[other]=-""",
        no_country("email"),
    ),
    Shape(
        "LimeSurvey answers in full text",
        """Antwort ID=id|Datum Abgeschickt=time|Start-Sprache=language|Wie lautet Ihre E-Mail-Adresse?=email|
        In welchem Land leben Sie?=country@de|In welchem Land wurden Sie geboren?=country@de""",
        found("Wie lautet Ihre E-Mail-Adresse?", "In welchem Land leben Sie?"),
        GERMAN_SPEAKING,
    ),
    Shape(
        "Qualtrics answers",
        """StartDate=time|EndDate=time|Status=IP Address|IPAddress=ip|Progress=100|Finished=True|
        RecordedDate=time|ResponseId=longid|RecipientLastName=last|RecipientFirstName=first|
        RecipientEmail=email|ExternalReference=-|LocationLatitude=latitude|LocationLongitude=latitude|
        DistributionChannel=email|UserLanguage=EN/DE/FR|Q1=country|Q2=text""",
        asked("RecipientEmail", "Q1"),
    ),
    Shape(
        "Microsoft Forms answers",
        """ID=id|Start time=time|Completion time=time|Email=email|Name=name|Language=Language|
        Country/region=country|Rating=count""",
        counted("Email", "Country/region"),
    ),
    Shape(
        "Formstack answers",
        """Unique ID=id|Time=time|Name (First)=first|Email=email|Address (City)=city|
        Address (State)=st|Address (Zip Code)=zip|Address (Country)=country|
        Country of Citizenship=abroad|Browser=Chrome|IP Address=ip|Approval Status=-""",
        counted("Email", "Address (Country)"),
    ),
    Shape(
        "Fillout answers",
        """Submission ID=uuid|Last updated=time|Your email=email|Your country=country|
        Country you will travel to=abroad|Errors=-|Url=url""",
        found("Your email", "Your country"),
    ),
)
