from __future__ import annotations

from pages.listing.order import Order
from pages.listing.view import View
from pages.wording.states import Filter


def test_the_address_says_only_what_is_not_as_usual() -> None:
    assert View().address == {}
    view = View(Filter.NEEDS_YOU, "crm", "süd & west", Order.CUSTOMERS, 3)
    assert view.address == {
        "filter": "needs_you",
        "label": "crm",
        "search": "süd & west",
        "sort": "customers",
        "page": "3",
    }
