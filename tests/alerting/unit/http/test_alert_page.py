"""The pages behind the links: what they say, and what they never do."""

import base64
import hashlib
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.unit.http.alert_pages import ANOTHERS, BUNDLE, OTHER, RESOLVED, VIEW, VIEWS, YOURS, Read, read
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_view import TextLine
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.http.alert_page import MAX_OTHERS, alert_page, link_not_valid
from watchdesk.http.html_page import HEADERS, STYLE
from watchdesk.register.domain.alert_group import AlertGroup


def test_what_waits_is_shown_with_one_button():
    shown = read(VIEW)
    assert shown.tags.count("button") == 1
    assert ("method", "post") in shown.attributes
    for words in ("Alert K7MX: waiting", "Selby Bluesky", "2 urgent", "1 h 35 min ago", "1 claimed, 2 unread"):
        assert words in shown.words
    assert "Sgt Hale: texted at 11:55 UTC on 02 March (5 min ago)" in shown.words
    assert "Insp Brook: could not be texted" in shown.words


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (YOURS, "Alert K7MX: you have it"),
        (ANOTHERS, "Sgt Hale acknowledged it at 12:00 UTC on 02 March (0 min ago)."),
        (RESOLVED, "Alert K7MX: all dealt with"),
    ],
)
def test_what_is_answered_says_so_and_asks_for_nothing(view, words):
    shown = read(view)
    assert words in shown.words
    assert "form" not in shown.tags


def test_what_is_dealt_with_says_since_when_and_who_had_it():
    done = replace(RESOLVED, acknowledged_by="Sgt Hale", acknowledged_at=NOON, resolved_at=NOON)
    assert "Sgt Hale acknowledged it at 12:00 UTC on 02 March (0 min ago)." in read(done).words
    assert "Nothing has waited since 12:00 UTC on 02 March (0 min ago)." in read(done).words


def test_a_text_that_told_of_more_shows_them_all_and_one_button_takes_them_all():
    shown = read(BUNDLE)
    assert shown.tags.count("button") == 1
    for words in ("Alert K7MX and 1 more: waiting", "R4TW: routine, Malton X, waiting", "I have them all"):
        assert words in shown.words


@pytest.mark.parametrize("lead", [YOURS, ANOTHERS, RESOLVED])
def test_a_text_waits_as_long_as_any_of_its_alerts_does(lead):
    assert "button" in read(replace(lead, also=(OTHER,))).tags
    assert "button" not in read(replace(lead, also=(replace(OTHER, state=AlertState.RESOLVED),))).tags


def test_what_became_of_the_others_stands_beside_them():
    taken = replace(OTHER, state=AlertState.ACKNOWLEDGED, acknowledged_at=NOON)
    lines = (
        replace(taken, is_yours=True),
        replace(taken, acknowledged_by="Insp Brook"),
        replace(OTHER, state=AlertState.RESOLVED),
    )
    words = read(replace(YOURS, also=lines)).words
    assert "Alert K7MX and 3 more: you have them" in words
    for told in (
        "acknowledged by you at 12:00",
        "acknowledged by Insp Brook at 12:00",
        "Malton X, all dealt with",
    ):
        assert told in words


def test_where_everyone_must_answer_whoever_has_is_asked_no_more():
    shown = read(replace(VIEW, is_yours=True, also=(replace(OTHER, is_yours=True),)))
    assert "form" not in shown.tags
    assert "It stays open until everybody else who was texted says so too." in shown.words
    assert "R4TW: routine, Malton X, yours, while others must still answer" in shown.words


def test_a_page_stays_small_however_many_alerts_one_text_told_of():
    words = read(replace(VIEW, also=(OTHER,) * 300)).words
    assert words.count("R4TW") == MAX_OTHERS
    assert "and 250 more" in words


def test_times_are_shown_as_on_the_wall():
    summer = replace(ANOTHERS, acknowledged_at=NOON.replace(month=7))
    assert "at 13:00 BST on 02 July" in read(summer, zone=ZoneInfo("Europe/London")).words


def test_history_is_called_history():
    assert "from before the account was watched" in read(replace(VIEW, group=AlertGroup.HISTORY)).words


def test_a_link_that_leads_nowhere_says_no_more_than_that():
    answer = link_not_valid()
    assert answer.status == 404
    assert "This link does not work" in Read(answer.body).words
    assert answer == link_not_valid()


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_loads_nothing_runs_nothing_and_is_not_kept(view):
    answer = alert_page(view, NOON) if view else link_not_valid()
    shown = Read(answer.body)
    assert not {"script", "img", "link", "iframe", "a", "object", "base"} & set(shown.tags)
    assert not {"src", "href", "style", "action"} & {name for name, _ in shown.attributes}
    assert not [name for name, _ in shown.attributes if name.startswith("on")]
    policy = answer.headers["content-security-policy"]
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'")
    assert f"<style>{STYLE}</style>" in answer.body
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_can_be_read_on_a_phone_and_aloud(view):
    shown = Read((alert_page(view, NOON) if view else link_not_valid()).body)
    assert ("lang", "en-GB") in shown.attributes
    assert ("name", "viewport") in shown.attributes
    assert shown.tags.count("h1") == shown.tags.count("title") == shown.tags.count("main") == 1


@given(words=st.text())
def test_no_name_becomes_markup(words):
    hostile = f"<script>{words}\"'>&"
    view = replace(
        ANOTHERS,
        account=hostile,
        acknowledged_by=hostile,
        also=(replace(OTHER, account=hostile, state=AlertState.ACKNOWLEDGED, acknowledged_by=hostile),),
        texts=(TextLine(name=hostile, sent_at=None, state=TextState.PENDING),),
    )
    plain = replace(ANOTHERS, texts=view.texts, also=(replace(OTHER, state=AlertState.RESOLVED),))
    assert [tag for tag in read(view).tags if tag != "time"] == [tag for tag in read(plain).tags if tag != "time"]
    assert "<script" not in alert_page(view, NOON).body


def test_the_headers_are_the_same_for_every_page():
    assert alert_page(VIEW, NOON).headers == link_not_valid().headers == HEADERS
