"""For operators: the queue, the workers, and what needs attention, moving by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from pages.access.exposure import open_login
from pages.access.visitor import access_settings, current_operations
from pages.backend import backend
from pages.live import show_live
from pages.operating.job_rows import (
    show_dead_letters,
    show_failed,
    show_retrying,
    show_running,
    show_stalled,
    show_unsent,
    show_workers,
)
from pages.operating.logged_in import show_people
from pages.operating.stray_files import show_strays
from pages.wording.formats import NOTHING, duration, number
from pages.wording.markdown import literal
from pages.wording.translating import tr, trn
from worker.operations import Snapshot

_STYLE = Path(__file__).with_name("operations.css")
_EVERY_SECONDS = 2.0


def main() -> None:
    """Show the page."""
    st.html(_STYLE)
    st.title(tr("Operations"), anchor=False)
    show_live(_show, every_seconds=_EVERY_SECONDS)


def _show() -> None:
    snapshot = backend().call(current_operations().snapshot)
    with st.container(key="operations"):
        if warning := open_login(access_settings()):
            st.warning(tr(warning), icon=":material/lock_open:")
        _verdict(snapshot)
        _figures(snapshot)
        sections: list[tuple[Callable[[Snapshot], None], int]] = [
            (show_failed, snapshot.failed_total),
            (show_dead_letters, snapshot.dead_letters_total),
            (show_strays, snapshot.strays_total),
            (show_stalled, snapshot.stalled_total),
            (show_retrying, snapshot.retrying_total),
            (show_unsent, snapshot.unsent_total),
            (show_running, snapshot.running_total),
            (show_workers, len(snapshot.workers)),
            (show_people, snapshot.people_total),
        ]
        for show, total in sections:
            if total:
                show(snapshot)


def _verdict(snapshot: Snapshot) -> None:
    """One sentence on how things stand; trouble first."""
    for state in (snapshot.storage, snapshot.broker):
        if state != "ok":
            st.warning(literal(tr(state)), icon=":material/cloud_off:")
    if not snapshot.is_complete:
        return
    if not snapshot.alive:
        st.warning(
            tr("No worker is running. Jobs wait until one does: start it with `python -m worker`."),
            icon=":material/person_off:",
        )
    elif snapshot.failed_total or snapshot.dead_letters_total or snapshot.strays_total:
        st.markdown(tr("Some jobs need you. Everything else goes on by itself."))
    else:
        st.markdown(tr("All is well. Nothing needs you."))


def _figures(snapshot: Snapshot) -> None:
    queue = snapshot.queue
    is_known = snapshot.storage == "ok"
    oldest = queue.oldest_seconds if queue else None
    silent = len(snapshot.workers) - len(snapshot.alive)
    unclear = snapshot.unclear_total
    figures: list[tuple[str, str, str]] = [
        (
            tr("Waiting"),
            number(queue.waiting) if queue else NOTHING,
            "" if oldest is None else tr("oldest {time}", time=duration(oldest)),
        ),
        (
            tr("Counting"),
            number(snapshot.running_total) if is_known else NOTHING,
            tr("{number:,} delivered again", number=queue.redelivered) if queue and queue.redelivered else "",
        ),
        (
            tr("Workers"),
            number(len(snapshot.alive)) if is_known else NOTHING,
            trn("{count} slot", "{count} slots", sum(worker.slots for worker in snapshot.alive))
            + (f" · {tr('{number:,} silent', number=silent)}" if silent else ""),
        ),
        (
            tr("Failed"),
            number(snapshot.failed_total) if is_known else NOTHING,
            trn("{count} waits for its analyst", "{count} wait for their analysts", unclear)
            if unclear
            else "",
        ),
        (tr("Dead letters"), number(snapshot.dead_letters_total) if queue else NOTHING, ""),
    ]
    cells = "".join(
        f"<div><dt>{label}</dt><dd><b>{value}</b><small>{note}</small></dd></div>"
        for label, value, note in figures
    )
    st.html(f'<dl class="operations-figures">{cells}</dl>')


main()
