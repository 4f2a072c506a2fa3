"""All shapes, by family."""

from __future__ import annotations

from tests.unit.dialect.shapes import (
    ads,
    contacts_and_office,
    crm,
    events,
    forms_and_surveys,
    marketing,
    newsletters,
    no_country,
    other_languages,
    shops,
    sign_ins,
    support_and_payments,
    traps,
    whose,
)

SHAPES = (
    *crm.SHAPES,
    *shops.SHAPES,
    *newsletters.SHAPES,
    *marketing.SHAPES,
    *contacts_and_office.SHAPES,
    *ads.SHAPES,
    *events.SHAPES,
    *forms_and_surveys.SHAPES,
    *support_and_payments.SHAPES,
    *sign_ins.SHAPES,
    *other_languages.SHAPES,
    *no_country.SHAPES,
    *traps.SHAPES,
    *whose.SHAPES,
)
