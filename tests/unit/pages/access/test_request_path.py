"""Where requests go, wherever the pages are served."""

from __future__ import annotations

import pytest

from pages.access import request_path


@pytest.mark.parametrize("base", ["", "reports", "/team/reports/"])
@pytest.mark.parametrize("place", ["", "auth/logout", "media/x.csv", "_stcore/metrics"])
def test_a_place_is_the_same_below_any_path(monkeypatch: pytest.MonkeyPatch, base: str, place: str) -> None:
    monkeypatch.setattr(request_path.st, "get_option", lambda _name: base)  # type: ignore[attr-defined]
    root = f"/{base.strip('/')}"
    path = f"{root.rstrip('/')}/{place}"
    assert request_path.place_of({"type": "http", "path": path}) == place
    assert request_path.home() == root
