"""Every template escapes whatever it is given, and misses no value in silence."""

import json
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, UndefinedError, meta

from tests.alerting.unit.http.alert_pages import ANOTHERS, BUNDLE, OTHER, RESOLVED, VIEW, YOURS
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_view import AlertView, TextLine
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.http import alert_page
from watchdesk.http import docs_page, html_page

HOSTILE = "<script src=//evil.example>{{ 7 * 7 }}</script>\"'><b onload=x>&"
TEMPLATES = {
    path.relative_to(html_page.PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in html_page.PACKAGE.rglob("templates/*.html")
}
WAYS_ROUND_ESCAPING = ("safe", "autoescape", "Markup", "__html__")


def hostile_view(view: AlertView, **fields: Any) -> AlertView:
    """With hostile text wherever a view holds text."""
    other = replace(OTHER, code=HOSTILE, account=HOSTILE, acknowledged_by=HOSTILE)
    return replace(
        view,
        code=HOSTILE,
        account=HOSTILE,
        acknowledged_by=HOSTILE,
        acknowledged_at=NOON,
        texts=(TextLine(name=HOSTILE, sent_at=NOON, state=TextState.ACCEPTED),),
        also=tuple(replace(other, state=state, acknowledged_at=NOON, is_yours=False) for state in AlertState),
        **fields,
    )


def hostile_json(value: Any) -> Any:
    """With hostile text in every name and every value that is text."""
    if isinstance(value, Mapping):
        return {name: hostile_json(within) for name, within in value.items()}
    if isinstance(value, list):
        return [hostile_json(within) for within in value]
    return f"{value}{HOSTILE}" if isinstance(value, str) else value


def docs(description: Mapping[str, Any]) -> str:
    return docs_page.page(description)


def alert(view: AlertView) -> str:
    return alert_page.alert_page(view, NOON).body


DESCRIPTION = json.loads(docs_page.DESCRIPTION.read_bytes())
OVER = tuple(replace(OTHER, state=AlertState.RESOLVED) for _ in AlertState)
PAGES = {
    "alerting/http/templates/waiting.html": (alert(BUNDLE), alert(hostile_view(VIEW))),
    "alerting/http/templates/resolved.html": (
        alert(RESOLVED),
        alert(replace(hostile_view(RESOLVED, resolved_at=NOON), also=OVER)),
    ),
    "alerting/http/templates/answered.html": (
        alert(replace(VIEW, is_yours=True)),
        alert(replace(hostile_view(VIEW, is_yours=True), also=OVER)),
    ),
    "alerting/http/templates/acknowledged.html": (
        alert(ANOTHERS),
        alert(replace(hostile_view(ANOTHERS, held_until=NOON), also=OVER)),
    ),
    "alerting/http/templates/link_not_valid.html": (alert_page.link_not_valid().body,) * 2,
    "http/templates/docs_page.html": (docs(DESCRIPTION), docs(hostile_json(DESCRIPTION))),
}
"""Of each page: with ordinary and with hostile text."""


class Tags(HTMLParser):
    def __init__(self, body: str) -> None:
        super().__init__()
        self.tags, self.attributes = set[str](), set[str]()
        self.feed(body)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def parts_of(template: str) -> set[str]:
    """What a template extends or imports, and what that does in its turn."""
    named = {
        name
        for name in meta.find_referenced_templates(Environment(autoescape=True).parse(TEMPLATES[template]))
        if name
    }
    return named.union(*(parts_of(name) for name in named))


def test_every_template_is_a_page_that_is_rendered_here_or_a_part_of_one():
    assert set(TEMPLATES) == set(PAGES).union(*(parts_of(page) for page in PAGES))


@pytest.mark.parametrize("name", PAGES)
def test_no_text_becomes_markup_or_is_taken_for_a_template(name):
    ordinary, hostile = (Tags(body) for body in PAGES[name])
    assert hostile.tags <= ordinary.tags | {"time", "br", "p"}
    assert hostile.attributes <= ordinary.attributes | {"datetime"}
    body = PAGES[name][1]
    assert "<script" not in body
    assert ("{{ 7 * 7 }}" in body) == (name != "alerting/http/templates/link_not_valid.html")


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_goes_round_escaping(name):
    assert not [way for way in WAYS_ROUND_ESCAPING if way in TEMPLATES[name]]


def test_no_module_goes_round_escaping():
    sources = [path.read_text(encoding="utf-8") for path in Path("shared/watchdesk").rglob("*.py")]
    assert not [source for source in sources if "Markup" in source or "__html__" in source]
    assert [source for source in sources if "jinja2 import" in source] == [Path(html_page.__file__).read_text()]


def test_a_value_that_is_missing_is_an_error():
    with pytest.raises(UndefinedError):
        html_page.render("http/templates/layout.html")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_a_whole_document_in_the_style_that_its_policy_names(name):
    body = PAGES[name][0]
    assert body.startswith('<!doctype html>\n<html lang="en-GB">')
    assert (f"<style>{html_page.STYLE}</style>" in body) == (name != "http/templates/docs_page.html")


@pytest.mark.parametrize("state", TextState)
def test_a_text_in_any_state_has_words(state):
    view = replace(YOURS, texts=(TextLine(name="Sgt Hale", sent_at=None, state=state),))
    assert "Sgt Hale: " in alert(view)
