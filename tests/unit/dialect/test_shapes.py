"""Exports in the shapes of real tools are counted by the right columns, asked about, or refused."""

from __future__ import annotations

import pytest

from tests.unit.dialect.reading import detected
from tests.unit.dialect.shapes.shape import How, Outcome, Shape
from tests.unit.dialect.shapes.table import SHAPES
from worker.errors import FileRefused


def outcome(shape: Shape) -> Outcome:
    """What becomes of an export."""
    try:
        found = detected(shape.text())
        reading = found.reading
        if not reading.doubts:
            found.layout()
    except FileRefused:
        return Outcome(How.REFUSED)
    email, country = (
        None if index is None else shape.header[index] for index in (reading.email, reading.country)
    )
    return Outcome(How.ASKED if reading.doubts else How.COUNTED, email, country)


def test_there_are_as_many_shapes_as_promised_each_of_its_own_name() -> None:
    assert len({shape.tool for shape in SHAPES}) == len(SHAPES) >= 150


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.tool.replace(" ", "-"))
def test_an_export_is_read_as_a_careful_person_would(shape: Shape) -> None:
    assert outcome(shape) in shape.right
