"""What goes into one text now, and what waits for how long."""

from datetime import timedelta

import pytest

from tests.alerting.unit.domain.pager_entries import MINUTE, a_pager, a_text, alerts, an_entry
from tests.fakes.clock import NOON
from watchdesk.alerting.domain.bundling import BUNDLE_WINDOW, RETRY_AFTER, choose_text
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.pager_entry import PagerEntryKind, RateLimitClass
from watchdesk.register.domain.alert_group import AlertGroup


def test_nothing_wanted_is_nothing_told():
    assert choose_text(a_pager(), NOON).look is None


def test_the_first_alert_of_an_account_goes_at_once():
    assert alerts(choose_text(a_pager(an_entry()), NOON)) == ["A"]


def test_another_alert_of_an_account_told_of_lately_waits_two_minutes_for_others():
    told = a_text(an_entry("A"), at=-5)
    pager = a_pager(an_entry("B", group=AlertGroup.ROUTINE), tried=[told])
    assert choose_text(pager, NOON).look == NOON + BUNDLE_WINDOW
    assert choose_text(pager, NOON).capped == ()
    assert alerts(choose_text(pager, NOON + BUNDLE_WINDOW)) == ["B"]


def test_an_urgent_alert_never_waits_for_a_bundle_and_takes_along_what_does():
    told = a_text(an_entry("A"), at=-5)
    pager = a_pager(an_entry("B"), an_entry("U", group=AlertGroup.URGENT), tried=[told])
    assert alerts(choose_text(pager, NOON)) == ["U", "B"]
    assert choose_text(pager, NOON).limit_class is RateLimitClass.URGENT


def test_ordinary_texts_never_use_up_what_urgent_ones_may():
    told = [a_text(an_entry(f"{at}"), at=at) for at in (-4, -3, -2, -1, 0)]
    urgent = an_entry("U", account="malton", group=AlertGroup.URGENT)
    assert alerts(choose_text(a_pager(urgent, tried=told), NOON)) == ["U"]


def test_what_a_cap_holds_back_is_named_and_comes_with_the_next_text():
    told = a_text(an_entry("A", group=AlertGroup.URGENT), limit_class=RateLimitClass.URGENT)
    pager = a_pager(
        an_entry("B", group=AlertGroup.URGENT),
        an_entry("C", account="malton", group=AlertGroup.URGENT),
        tried=[told],
    )
    held = choose_text(pager, NOON + timedelta(seconds=59))
    assert (held.entries, held.look) == ((), NOON + MINUTE)
    assert {entry.alert for entry in held.capped} == {"B", "C"}
    assert set(alerts(choose_text(pager, NOON + MINUTE))) == {"B", "C"}


def test_a_page_that_waits_to_be_bundled_is_named_too_if_a_cap_holds_it_longer():
    told = [a_text(an_entry("A"), at=at) for at in (-5, -4, -3, -2, -1)]
    held = choose_text(a_pager(an_entry("B", group=AlertGroup.ROUTINE), tried=told), NOON)
    assert held.look > NOON + BUNDLE_WINDOW
    assert [entry.alert for entry in held.capped] == ["B"]


def test_an_urgent_page_that_is_held_back_goes_with_an_ordinary_text_that_is_not():
    told = a_text(an_entry("A", group=AlertGroup.URGENT), limit_class=RateLimitClass.URGENT)
    pager = a_pager(an_entry("B", group=AlertGroup.URGENT), an_entry("C", account="malton"), tried=[told])
    assert alerts(choose_text(pager, NOON)) == ["B", "C"]
    assert choose_text(pager, NOON).limit_class is RateLimitClass.ORDINARY


def test_a_text_that_never_left_costs_a_pause_and_no_cap():
    failed = [a_text(an_entry("A"), at=-at, state=TextState.PENDING) for at in range(10)]
    pager = a_pager(an_entry("A"), tried=failed)
    assert choose_text(pager, NOON).look == NOON + RETRY_AFTER
    assert alerts(choose_text(pager, NOON + RETRY_AFTER)) == ["A"]


@pytest.mark.parametrize("state", [TextState.LEASED, TextState.UNKNOWN, TextState.DELIVERED])
def test_a_text_that_may_have_left_counts(state):
    pager = a_pager(an_entry("B", account="malton"), tried=[a_text(an_entry("A"), state=state)])
    assert choose_text(pager, NOON).look == NOON + MINUTE


def test_a_follow_up_waits_until_no_alert_wants_to_be_told():
    follow_up = an_entry("F", kind=PagerEntryKind.FOLLOW_UP, group=AlertGroup.URGENT)
    assert alerts(choose_text(a_pager(follow_up, an_entry("A")), NOON)) == ["A"]
    assert alerts(choose_text(a_pager(follow_up), NOON)) == ["F"]
    assert choose_text(a_pager(follow_up), NOON).limit_class is RateLimitClass.ORDINARY


def test_a_text_names_urgent_alerts_first_and_then_one_of_each_account_in_turn():
    entries = [
        an_entry("S1", account="selby", group=AlertGroup.PRIORITY),
        an_entry("S2", account="selby", group=AlertGroup.ROUTINE),
        an_entry("M1", account="malton", group=AlertGroup.ROUTINE),
        an_entry("M2", account="malton", group=AlertGroup.HISTORY),
        an_entry("Y1", account="york", group=AlertGroup.URGENT),
        an_entry("Y2", account="york", group=AlertGroup.PRIORITY),
    ]
    assert alerts(choose_text(a_pager(*entries), NOON)) == ["Y1", "S1", "M1", "Y2", "S2", "M2"]


def test_an_account_nobody_was_told_of_comes_before_one_that_was():
    told = a_text(an_entry("A", account="selby"), at=-10)
    entries = an_entry("S", account="selby", at=-3), an_entry("M", account="malton", group=AlertGroup.ROUTINE)
    assert alerts(choose_text(a_pager(*entries, tried=[told]), NOON)) == ["M", "S"]
