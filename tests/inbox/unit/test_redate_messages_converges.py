"""Whatever the terms were, and wherever runs stop: in the end what is open has the dates of those that hold."""

from dataclasses import replace
from datetime import time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import a_message, a_policy, an_account, an_inbound
from tests.worlds.alerting import Desk
from watchdesk.core.message import MessageState, Urgency
from watchdesk.inbox.domain.deadlines import DeadlineRules
from watchdesk.inbox.domain.redating_progress import SETTLED
from watchdesk.platforms.registry import FACTS
from watchdesk.register.domain.opening_hours import Calendar, CalendarId, Span
from watchdesk.register.domain.policy import TimeLimit

M = timedelta(minutes=1)
SHORT = Calendar(id=CalendarId("short"), week=((Span(time(10), time(15)),),) * 7)
NIGHT = Calendar(id=CalendarId("night"), week=((Span(time(22), time(4)),),) * 6 + ((),))
minutes = st.integers(1, 900).map(lambda number: number * M)
limits = st.builds(
    TimeLimit,
    urgency=st.sampled_from(Urgency),
    first_look=minutes,
    claim=st.none() | minutes,
    disposition=st.none() | minutes,
    calendar=st.sampled_from([None, SHORT, NIGHT]),
    warn=st.none() | minutes,
)
policies = st.builds(
    lambda limits, warn: a_policy(limits=tuple(limits), warn=warn),
    st.lists(limits, min_size=1, max_size=4),
    st.none() | minutes,
)
OPEN = (MessageState.UNREAD, MessageState.OPENED, MessageState.CLAIMED)
arrivals = st.lists(st.tuples(st.sampled_from(Urgency), minutes, st.sampled_from(OPEN)), max_size=8)
ACCOUNT = an_account()


class PagesLeft:
    def __init__(self, pages):
        self.pages = pages

    def left(self):
        self.pages -= 1
        return timedelta(seconds=55 if self.pages >= 0 else 0)


def receive(desk, arrivals, terms):
    """As polls and the desk would have left them, by the terms of before; every third is with an alert."""
    now = desk.clock.now()
    for number, (urgency, age, state) in enumerate(arrivals):
        at = now - age
        claimed_at = at if state is MessageState.CLAIMED else None
        message = a_message(
            an_inbound(str(number), sent_at=at),
            first_seen_at=at,
            urgency=urgency,
            state=state,
            claimed_at=claimed_at,
        )
        desk.messages.add([message])
        kept = desk.messages.stored[message.key]
        dated = terms.dates_of(kept.waiting, now)
        kept.message = replace(kept.message, deadline=dated.deadline)
        kept.attention_at = dated.attention_at
        if number % 3 == 2:
            kept.attention_at = None


@settings(max_examples=60, deadline=None, derandomize=True)
@given(before=policies, after=policies, arrivals=arrivals, stops=st.lists(st.integers(0, 2), max_size=4))
def test_in_the_end_every_open_message_has_the_dates_of_the_terms_that_hold(before, after, arrivals, stops):
    desk = Desk()
    desk.messages.page = 2
    desk.register.put(before)
    receive(desk, arrivals, DeadlineRules(before, FACTS[ACCOUNT.platform]))
    with_alerts = {key: kept.message for key, kept in desk.messages.stored.items() if kept.attention_at is None}
    desk.register.put(after)
    for pages in (*stops, 99):
        desk.sweep_overdue.redate(PagesLeft(pages))
        desk.later(seconds=20)
    desk.later(seconds=SETTLED.total_seconds())
    desk.sweep_overdue.redate(PagesLeft(99))
    assert desk.redating_log.last().is_done
    terms = DeadlineRules(after, FACTS[ACCOUNT.platform])
    for key, kept in desk.messages.stored.items():
        if key in with_alerts:
            assert (kept.message, kept.attention_at) == (with_alerts[key], None)
        else:
            dated = terms.dates_of(kept.waiting, desk.clock.now())
            assert (kept.message.deadline, kept.attention_at) == (dated.deadline, dated.attention_at)
