"""What takes the place of something else on a page stands where a browser has nothing of that."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block


def page() -> None:
    import streamlit as st  # noqa: PLC0415 - it runs by itself

    from pages.replacing import place_for  # noqa: PLC0415

    with place_for("list", st.session_state["chosen"]):
        st.write(st.session_state["chosen"])


def test_the_same_stays_where_it_is_and_something_else_never_stands_where_the_last_few_did() -> None:
    app = AppTest.from_function(page)
    places = []
    for chosen in ["all", "all", "ready", "all", "ready", "running"]:
        app.session_state["chosen"] = chosen
        app.run()
        assert [text.value for text in app.markdown] == [chosen]
        outer = app.main.children[0]
        assert isinstance(outer, Block)
        places += [number for number, child in outer.children.items() if isinstance(child, Block)]
    first, again, *others = places
    assert first == again
    assert len({first, *others}) == 1 + len(others)
