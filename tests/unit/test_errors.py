"""The hierarchy of errors: one file, a code each, and a sentence for whoever reads it."""

from __future__ import annotations

import importlib
from collections import Counter

from tests.unit.test_layers import modules
from worker import errors
from worker.dialect.unclear import Unclear
from worker.errors import AudienceError


def all_errors() -> set[type[AudienceError]]:
    for name in modules():
        if name.startswith("worker.") and not name.endswith("__main__"):
            importlib.import_module(name)
    found = {AudienceError}
    while new := {error for known in found for error in known.__subclasses__()} - found:
        found |= new
    return found


def test_every_public_error_is_in_the_one_hierarchy_and_drawn_there() -> None:
    public = {error for error in all_errors() if not error.__name__.startswith("_")}
    assert {error for error in public if error.__module__ != errors.__name__} == {Unclear}
    assert {error.__name__ for error in public if error.__name__ not in (errors.__doc__ or "")} == set()


def test_every_error_has_a_code_of_its_own_and_a_sentence() -> None:
    own = [error for error in all_errors() if "code" in vars(error)]
    assert [code for code, times in Counter(error.code for error in own).items() if times > 1] == []
    assert [
        error for error in all_errors() if not (error.__doc__ or "").partition("\n")[0].endswith(".")
    ] == []
