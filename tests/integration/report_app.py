"""The reports' pages as Streamlit runs them, and what there is to read and to press in them."""

from __future__ import annotations

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from worker.jobs.record import JobRecord

MAIN = Path(__file__).parents[2] / "pages" / "main.py"


def open_page(page: str, /, **query: str) -> AppTest:
    """Run a page, asked for with these query parameters."""
    app = AppTest.from_file(MAIN, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(page).run()


def open_report(job: JobRecord | str) -> AppTest:
    """Run the page of a job, or of whatever stands in the link."""
    return open_page("report.py", job=job if isinstance(job, str) else job.job_id)


def links(app: AppTest) -> list[str]:
    """The labels of the links to pages."""
    return [link.proto.label for link in app.get("page_link")]


def names(app: AppTest) -> list[str]:
    """File names of the listed reports, as Markdown."""
    return [link.proto.label for link in app.get("page_link") if link.proto.query_string]


def bodies(app: AppTest) -> list[str]:
    """The page's own HTML, element by element, without styles."""
    found = [block.proto.body for block in app.get("html")]
    return [body for body in found if not body.startswith("<style>")]


def words(app: AppTest) -> str:
    """All there is to read in the page."""
    blocks = bodies(app)
    texts = [element.value for kind in (app.markdown, app.error, app.warning, app.info) for element in kind]
    text = " ".join([*(title.value for title in app.title), *texts, *blocks, *links(app)])
    return text.replace("\N{NO-BREAK SPACE}", " ")


def countries(app: AppTest) -> list[tuple[str, int]]:
    """The table of a report, as far as the page shows it: countries and their customers."""
    (table,) = (body for body in bodies(app) if 'class="report-countries"' in body)
    rows = re.findall(r'<th scope="row">(.*?)</th><td>\w*</td><td>([\d,]+)</td>', table)
    return [(name, int(customers.replace(",", ""))) for name, customers in rows]


def metrics(app: AppTest) -> dict[str, str]:
    """The figures at the head of a report, by label."""
    return {metric.label: metric.value.replace("\N{NO-BREAK SPACE}", " ") for metric in app.metric}


def buttons(app: AppTest) -> list[str]:
    """The labels of the page's own buttons; below it is a choice of languages."""
    return [button.label for button in app.button if not str(button.key).startswith("language-")]


def click(app: AppTest, label: str, nth: int = 0) -> AppTest:
    """Press the nth button of this label."""
    return [button for button in app.button if button.label == label][nth].click().run()
