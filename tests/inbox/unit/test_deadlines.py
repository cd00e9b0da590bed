"""Until when a message may wait, said in sentences of policy."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from tests.builders import SELBY, a_policy
from tests.fakes import NOON
from watchdesk.core.account import Platform, Surface
from watchdesk.core.errors import Defect
from watchdesk.core.message import MessageKey, MessageState, Urgency, WaitingMessage
from watchdesk.inbox.domain.deadlines import DeadlineRules, rules_digest
from watchdesk.platforms.registry import FACTS
from watchdesk.register.domain.opening_hours import Calendar, CalendarId, Span
from watchdesk.register.domain.policy import TimeLimit

H = timedelta(hours=1)
UNREAD, OPENED, CLAIMED = MessageState.UNREAD, MessageState.OPENED, MessageState.CLAIMED
OFFICE = Calendar(id=CalendarId("office"), week=((Span(time(8), time(18)),),) * 5 + ((), ()))
FRIDAY = datetime(2026, 11, 20, 17, tzinfo=UTC)
ROUTINE = TimeLimit(urgency=Urgency.ROUTINE, first_look=8 * H, claim=24 * H, disposition=48 * H)


def rules(*limits, platform=Platform.MASTODON, **policy):
    return DeadlineRules(a_policy(**({"limits": limits} if limits else {}), **policy), FACTS[platform])


def a_waiting(state=UNREAD, urgency=Urgency.ROUTINE, surface=Surface.MENTION, **fields):
    given = {
        "key": MessageKey(SELBY, surface, "1"),
        "state": state,
        "urgency": urgency,
        "deadline": NOON,
        "since": NOON,
        "is_history": False,
        "attention_at": NOON,
    }
    return WaitingMessage(**given | fields)


def due(of, *, urgency=Urgency.ROUTINE, surface=Surface.MENTION, sent_at=NOON, ago=timedelta(days=30)):
    return of.initial_dates(urgency, surface, sent_at=sent_at, first_seen_at=sent_at, connected_at=sent_at - ago)


def test_an_unread_message_is_due_by_the_first_look():
    assert due(rules(ROUTINE)).deadline == NOON + 8 * H


def test_opening_gives_it_until_the_claim_limit_counted_from_the_same_start():
    assert rules(ROUTINE).dates_of(a_waiting(OPENED), NOON + 7 * H).deadline == NOON + 24 * H


def test_without_a_claim_limit_opening_changes_nothing():
    plain = rules(replace(ROUTINE, claim=None))
    assert plain.dates_of(a_waiting(OPENED), NOON + 7 * H) == plain.dates_of(a_waiting(UNREAD), NOON + 7 * H)


@pytest.mark.parametrize(
    ("urgency", "hours", "until"),
    [
        (Urgency.ROUTINE, 1, 48),
        (Urgency.ROUTINE, 36, 48),
        (Urgency.ROUTINE, 40, 52),
        (Urgency.ROUTINE, 90, 102),
    ],
    ids=["at once", "hold and limit end together", "less than the hold left", "long past it"],
)
def test_a_claim_is_believed_until_the_disposition_limit_but_at_least_for_its_hold(urgency, hours, until):
    claimed = a_waiting(CLAIMED, urgency, claimed_at=NOON + hours * H)
    assert rules(ROUTINE).dates_of(claimed, NOON + 99 * H).attention_at == NOON + until * H


def test_without_a_disposition_limit_a_claim_is_believed_for_its_hold():
    claimed = a_waiting(CLAIMED, Urgency.URGENT, claimed_at=NOON)
    assert rules().dates_of(claimed, NOON).attention_at == NOON + timedelta(minutes=30)


def test_of_several_limits_that_cover_it_the_soonest_counts_also_when_another_looks_shorter():
    in_hours = TimeLimit(urgency=Urgency.ROUTINE, first_look=4 * H, calendar=OFFICE)
    assert due(rules(in_hours, ROUTINE), sent_at=FRIDAY).deadline == FRIDAY + 8 * H


def test_a_limit_in_a_calendar_counts_its_open_hours():
    in_hours = replace(ROUTINE, calendar=OFFICE)
    assert due(rules(in_hours), sent_at=FRIDAY).deadline == datetime(2026, 11, 23, 15, tzinfo=UTC)


def test_an_urgent_message_never_pauses_whatever_a_limit_says():
    in_hours = TimeLimit(urgency=Urgency.URGENT, first_look=H, claim=2 * H, disposition=3 * H, calendar=OFFICE)
    late = FRIDAY + 3 * H
    assert due(rules(in_hours), urgency=Urgency.URGENT, sent_at=late).deadline == late + H
    opened = a_waiting(OPENED, Urgency.URGENT, since=late)
    assert rules(in_hours).dates_of(opened, late).deadline == late + 2 * H


def test_an_urgent_message_that_no_limit_covers_does_not_pause_either():
    only_routine = rules(replace(ROUTINE, calendar=OFFICE))
    assert due(only_routine, urgency=Urgency.URGENT, sent_at=FRIDAY).deadline == FRIDAY + 8 * H


def test_a_calendar_that_is_never_open_is_a_defect():
    closed = replace(ROUTINE, calendar=Calendar(id=CalendarId("closed"), week=((),) * 7))
    with pytest.raises(Defect, match="closed"):
        due(rules(closed))


@pytest.mark.parametrize("platform", [Platform.FACEBOOK, Platform.INSTAGRAM])
def test_a_direct_message_is_due_an_hour_before_the_platform_stops_taking_answers(platform):
    long = rules(replace(ROUTINE, first_look=72 * H, claim=96 * H, disposition=120 * H), platform=platform)
    assert due(long, surface=Surface.DIRECT_MESSAGE).deadline == NOON + 23 * H
    opened = a_waiting(OPENED, surface=Surface.DIRECT_MESSAGE)
    assert long.dates_of(opened, NOON).deadline == NOON + 23 * H
    claimed = a_waiting(CLAIMED, surface=Surface.DIRECT_MESSAGE, claimed_at=NOON)
    assert long.dates_of(claimed, NOON).attention_at == NOON + 23 * H


def test_the_window_counts_in_wall_time_over_a_weekend():
    in_hours = rules(replace(ROUTINE, calendar=OFFICE), platform=Platform.FACEBOOK)
    assert due(in_hours, surface=Surface.DIRECT_MESSAGE, sent_at=FRIDAY).deadline == FRIDAY + 23 * H


@pytest.mark.parametrize(
    ("platform", "surface"),
    [(Platform.FACEBOOK, Surface.COMMENT), (Platform.MASTODON, Surface.DIRECT_MESSAGE)],
)
def test_where_a_platform_always_takes_answers_only_the_policy_counts(platform, surface):
    long = rules(replace(ROUTINE, first_look=72 * H), platform=platform)
    assert due(long, surface=surface).deadline == NOON + 72 * H


def test_a_shorter_limit_than_the_window_stays_as_it_is():
    assert due(rules(ROUTINE, platform=Platform.FACEBOOK), surface=Surface.DIRECT_MESSAGE).deadline == NOON + 8 * H


OTHERS = {
    "first look": rules(replace(ROUTINE, first_look=9 * H)),
    "claim": rules(replace(ROUTINE, claim=25 * H)),
    "disposition": rules(replace(ROUTINE, disposition=None)),
    "surfaces": rules(replace(ROUTINE, surfaces=frozenset({Surface.MENTION}))),
    "calendar": rules(replace(ROUTINE, calendar=OFFICE)),
    "warning": rules(ROUTINE, warn=H),
    "a limit's own warning": rules(replace(ROUTINE, warn=H)),
    "platform": rules(ROUTINE, platform=Platform.FACEBOOK),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_whatever_a_date_depends_on_changes_the_digest(other):
    assert rules_digest({SELBY: other}) != rules_digest({SELBY: rules(ROUTINE)})


def test_what_no_date_depends_on_leaves_the_digest_as_it_is():
    other = rules(ROUTINE, steps=(), triage=())
    assert rules_digest({SELBY: other}) == rules_digest({SELBY: rules(ROUTINE)})


def test_the_digest_does_not_depend_on_the_order_in_which_a_process_holds_a_set():
    several = replace(ROUTINE, surfaces=frozenset({Surface.REPLY, Surface.MENTION, Surface.DIRECT_MESSAGE}))
    fingerprint = rules(several).fingerprint
    places = [fingerprint.index(surface) for surface in ("direct_message", "mention", "reply")]
    assert places == sorted(places)
