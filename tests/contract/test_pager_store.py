"""The pagers' promises, for the double and for the table alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY
from tests.contract.conftest import Together, pagers_in
from tests.fakes import NOON
from tests.fakes.alerts import FakeAlertStore
from tests.fakes.pagers import FakePagerStore
from watchdesk.adapters.dynamodb.alert_file import DynamoAlertAnswers, DynamoAlertFile
from watchdesk.adapters.dynamodb.alerts import DynamoAlertBook, DynamoAlertQueue
from watchdesk.domain.account import Surface
from watchdesk.domain.alert import Alert, AlertEvent, AlertId, AlertState, Code, EventKind, Group
from watchdesk.domain.message import MessageKey
from watchdesk.domain.notification import MOST_TRIES, Notification, TextState
from watchdesk.domain.paging import Lane, Page, PageKind, Text, Told
from watchdesk.domain.person import PersonId

FIRST, SECOND = AlertId("A000000001"), AlertId("A000000002")
SERGEANT, INSPECTOR = PersonId("sergeant"), PersonId("inspector")
SOON = NOON + timedelta(seconds=90)
LATER = NOON + timedelta(hours=1)
LONG_AGO = NOON - timedelta(days=1)


@pytest.fixture
def stores(subject, request):
    """What keeps the alerts, and what keeps the pagers beside them."""
    if subject == "fake":
        alerts = FakeAlertStore()
        return alerts, FakePagerStore(alerts)
    table = request.getfixturevalue("table")("AlertsTable")
    parts = (DynamoAlertBook, DynamoAlertQueue, DynamoAlertFile, DynamoAlertAnswers)
    return Together(*(part(table) for part in parts)), pagers_in(table)


@pytest.fixture
def alerts(stores):
    return stores[0]


@pytest.fixture
def pagers(stores):
    return stores[1]


def opened(alerts, identity=FIRST, group=Group.URGENT, code="K7MX"):
    """A new alert, leased as `mine`."""
    alert = Alert(id=identity, account=SELBY, group=group, code=Code(code), opened_at=NOON, attention_at=NOON)
    assert alerts.open(alert, [MessageKey(SELBY, Surface.MENTION, identity)])
    return alerts.lease(identity, "mine", NOON, SOON)


def a_notification(n=0, person=SERGEANT, **fields):
    return Notification(**{"n": n, "step": 0, "person": person, "expires_at": LATER, "wanted_at": NOON} | fields)


def wanted(alerts, pagers, identity=FIRST, group=Group.URGENT, code="K7MX"):
    """A new alert of which the sergeant is to be told."""
    alert = opened(alerts, identity, group, code)
    assert pagers.want(alert, a_notification(), NOON)
    return alert


def a_text(pager, at=NOON, **fields):
    """All that is wanted, in one text."""
    pages = tuple(replace(page, tries=page.tries + 1) for page in pager.wanted)
    return Text(**{"at": at, "lane": Lane.URGENT, "pages": pages} | fields)


def ended(text, state=TextState.ACCEPTED, provider_id="sms-1"):
    is_taken = state is TextState.ACCEPTED
    return replace(text, state=state, ended_at=text.at, provider_id=provider_id if is_taken else None)


def sent(pagers, at=NOON, state=TextState.ACCEPTED, provider_id="sms-1"):
    """The sergeant's pager, left in hand, with its text settled."""
    pager = pagers.lease(SERGEANT, "ours", at, at + timedelta(seconds=90))
    text = a_text(pager, at)
    assert pagers.begin(pager, text)
    text = ended(text, state, provider_id)
    pagers.settle(pager, text)
    return pager, text


def kinds(alerts, alert=FIRST):
    return [event.kind for event in alerts.history(alert)]


def test_what_is_wanted_is_pending_and_in_its_persons_pager_at_once(alerts, pagers):
    alert = wanted(alerts, pagers)
    assert alerts.notifications(FIRST) == [a_notification()]
    assert pagers.due(NOON, 10) == [SERGEANT]
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    assert pager.wanted == (Page.of(alert, NOON),)
    assert (pager.tried, pager.in_hand) == ((), None)


def test_a_page_is_wanted_only_under_the_alerts_lease_and_once_per_number(alerts, pagers):
    alert = opened(alerts)
    assert not pagers.want(replace(alert, lease="theirs"), a_notification(), NOON)
    assert pagers.want(alert, a_notification(), NOON)
    assert not pagers.want(alert, a_notification(person=INSPECTOR), NOON)
    alerts.acknowledge(FIRST, SERGEANT, NOON, LATER)
    assert not pagers.want(alert, a_notification(1), NOON)
    assert [text.person for text in alerts.notifications(FIRST)] == [SERGEANT]
    assert pagers.lease(INSPECTOR, "ours", NOON, SOON) is None


def test_an_alerts_list_and_the_pagers_list_never_show_each_other(alerts, pagers):
    wanted(alerts, pagers)
    alerts.open(
        Alert(id=SECOND, account=SELBY, group=Group.ROUTINE, code=Code("R4TW"), opened_at=NOON, attention_at=NOON),
        [MessageKey(SELBY, Surface.MENTION, "2")],
    )
    assert alerts.due(NOON, 10) == [SECOND]
    assert pagers.due(NOON, 10) == [SERGEANT]


def test_one_run_holds_a_pager_until_its_lease_is_over_whatever_is_wanted_meanwhile(alerts, pagers):
    wanted(alerts, pagers)
    assert pagers.lease(SERGEANT, "ours", NOON, SOON).lease == "ours"
    assert pagers.due(NOON, 10) == []
    wanted(alerts, pagers, SECOND, Group.ROUTINE)
    assert pagers.lease(SERGEANT, "theirs", NOON, SOON) is None
    assert len(pagers.lease(SERGEANT, "theirs", SOON, LATER).wanted) == 2


def test_a_pager_rests_until_its_look_or_until_a_page_is_wanted(alerts, pagers):
    wanted(alerts, pagers)
    assert pagers.rest(pagers.lease(SERGEANT, "ours", NOON, SOON), LATER, NOON)
    assert pagers.due(SOON, 10) == []
    assert pagers.due(LATER, 10) == [SERGEANT]
    assert pagers.rest(pagers.lease(SERGEANT, "ours", LATER, LATER), None, LATER)
    assert pagers.due(LATER + timedelta(days=1), 10) == []
    wanted(alerts, pagers, SECOND, Group.ROUTINE)
    assert pagers.due(NOON, 10) == [SERGEANT]


def test_a_pager_does_not_rest_on_a_page_it_has_not_seen(alerts, pagers):
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    wanted(alerts, pagers, SECOND, Group.ROUTINE)
    assert not pagers.rest(pager, LATER, NOON)
    assert pagers.due(NOON, 10) == [SERGEANT]
    assert len(pagers.lease(SERGEANT, "ours", NOON, SOON).wanted) == 2


def test_whoever_lost_a_pager_neither_texts_nor_gives_it_free(alerts, pagers):
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    pagers.lease(SERGEANT, "theirs", SOON, LATER)
    assert not pagers.begin(pager, a_text(pager))
    assert not pagers.rest(pager, None, SOON)
    assert pagers.lease(SERGEANT, "third", SOON, LATER) is None


def test_a_text_stands_whole_before_it_leaves_and_counts_from_there(alerts, pagers):
    wanted(alerts, pagers)
    wanted(alerts, pagers, SECOND, Group.ROUTINE, "R4TW")
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    text = a_text(pager)
    assert pagers.begin(pager, text)
    (lead,) = alerts.notifications(text.pages[0].alert)
    assert (lead.state, lead.also) == (TextState.LEASED, (text.pages[1].alert,))
    after_the_crash = pagers.lease(SERGEANT, "theirs", SOON, LATER)
    assert (after_the_crash.in_hand, after_the_crash.tried) == (text, (text,))
    assert [told.alert for told in pagers.told(SERGEANT, NOON)] == [page.alert for page in text.pages]


def test_no_text_begins_once_its_leading_alert_is_answered(alerts, pagers):
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    alerts.acknowledge(FIRST, INSPECTOR, NOON, LATER)
    assert not pagers.begin(pager, a_text(pager))
    assert alerts.notifications(FIRST)[0].state is TextState.PENDING


def test_a_text_that_was_taken_is_settled_for_every_page(alerts, pagers):
    wanted(alerts, pagers)
    wanted(alerts, pagers, SECOND, Group.ROUTINE, "R4TW")
    pager, text = sent(pagers)
    for page in text.pages:
        (told,) = alerts.notifications(page.alert)
        assert (told.state, told.tries, told.sent_at) == (TextState.ACCEPTED, 1, NOON)
        assert told.provider_id == "sms-1"
    assert EventKind.TEXTED in kinds(alerts, text.pages[0].alert)
    assert EventKind.BUNDLED in kinds(alerts, text.pages[1].alert)
    assert pagers.rest(pager, LATER, NOON)
    again = pagers.lease(SERGEANT, "ours", LATER, LATER)
    assert (again.wanted, again.in_hand) == ((), None)
    assert [each.state for each in again.tried] == [TextState.ACCEPTED]


@pytest.mark.parametrize(
    ("state", "event"),
    [(TextState.UNKNOWN, EventKind.UNCONFIRMED), (TextState.PENDING, EventKind.NOT_TEXTED)],
)
def test_what_may_not_have_arrived_stays_wanted_until_its_tries_are_used_up(alerts, pagers, state, event):
    wanted(alerts, pagers)
    for number in range(1, MOST_TRIES):
        at = NOON + timedelta(seconds=number)
        pager, _ = sent(pagers, at=at, state=state)
        pagers.rest(pager, at, at)
        (text,) = alerts.notifications(FIRST)
        assert (text.state, text.tries, text.is_hopeless) == (state, number, False)
    assert alerts.due(at, 10) == []
    at = NOON + timedelta(seconds=MOST_TRIES)
    pager, _ = sent(pagers, at=at, state=state)
    pagers.rest(pager, LATER, NOON)
    assert alerts.notifications(FIRST)[0].is_hopeless
    assert pagers.lease(SERGEANT, "ours", LATER, LATER).wanted == ()
    assert alerts.due(at, 10) == [FIRST]
    assert kinds(alerts)[-1] is event


def test_a_refused_text_makes_its_alerts_due_at_once_and_takes_them_from_who_holds_them(alerts, pagers):
    alert = wanted(alerts, pagers)
    sent(pagers, state=TextState.FAILED)
    assert alerts.notifications(FIRST)[0].state is TextState.FAILED
    assert alerts.due(NOON, 10) == [FIRST]
    assert not alerts.move_on(alert, LATER)


def test_to_settle_twice_is_to_settle_once(alerts, pagers):
    wanted(alerts, pagers)
    wanted(alerts, pagers, SECOND, Group.ROUTINE)
    pager, text = sent(pagers, state=TextState.UNKNOWN)
    before = alerts.notifications(FIRST), alerts.history(FIRST)
    pagers.settle(pager, text)
    assert (alerts.notifications(FIRST), alerts.history(FIRST)) == before


@pytest.mark.parametrize("state", [TextState.ACCEPTED, TextState.FAILED])
def test_a_run_that_dies_once_its_text_is_settled_leaves_nothing_in_hand(alerts, pagers, state):
    wanted(alerts, pagers)
    sent(pagers, state=state)
    assert pagers.lease(SERGEANT, "theirs", SOON, LATER).in_hand is None


def test_more_pages_than_one_transaction_takes_are_told_in_one_text(alerts, pagers):
    alert = opened(alerts)
    for number in range(21):
        assert pagers.want(alert, a_notification(number), NOON)
    _, text = sent(pagers, state=TextState.FAILED)
    assert len(text.pages) == 21
    assert {told.state for told in alerts.notifications(FIRST)} == {TextState.FAILED}
    assert pagers.lease(SERGEANT, "ours", SOON, LATER).wanted == ()
    assert alerts.due(NOON, 10) == [FIRST]


def test_dropped_pages_are_wanted_no_more_and_their_alerts_say_why(alerts, pagers):
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    event = AlertEvent(at=NOON, kind=EventKind.DROPPED, about=SERGEANT)
    for _ in range(2):
        pagers.drop(pager, pager.wanted, event)
    assert pagers.rest(pager, SOON, NOON)
    assert pagers.lease(SERGEANT, "ours", SOON, LATER).wanted == ()
    assert alerts.notifications(FIRST)[0].state is TextState.DROPPED
    assert event in alerts.history(FIRST)


def test_that_a_cap_holds_a_page_back_is_noted(alerts, pagers):
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    pagers.hold(pager, pager.wanted, AlertEvent(at=NOON, kind=EventKind.CAPPED, about=SERGEANT))
    assert [page.is_capped for page in pagers.lease(SERGEANT, "ours", SOON, LATER).wanted] == [True]
    assert EventKind.CAPPED in kinds(alerts)


def test_what_somebody_was_told_is_found_the_latest_first_and_without_what_never_left(alerts, pagers):
    wanted(alerts, pagers)
    pager, _ = sent(pagers)
    pagers.rest(pager, None, NOON)
    wanted(alerts, pagers, SECOND, Group.ROUTINE, "R4TW")
    pager, _ = sent(pagers, at=SOON, state=TextState.PENDING)
    pagers.rest(pager, LATER, NOON)
    assert [told.alert for told in pagers.told(SERGEANT, LONG_AGO)] == [FIRST]
    sent(pagers, at=LATER, provider_id="sms-2")
    told = pagers.told(SERGEANT, LONG_AGO)
    assert told == [
        Told(at=LATER, alert=SECOND, code=Code("R4TW"), n=0),
        Told(at=NOON, alert=FIRST, code=Code("K7MX"), n=0),
    ]
    assert [each.alert for each in pagers.told(SERGEANT, SOON)] == [SECOND]
    assert pagers.told(INSPECTOR, LONG_AGO) == []


def test_who_has_taken_an_alert_is_wanted_told_once_per_acknowledgement(alerts, pagers):
    opened(alerts)
    taken = alerts.acknowledge(FIRST, INSPECTOR, NOON, LATER)
    for _ in range(2):
        pagers.follow_up(SERGEANT, taken, NOON)
    pager, text = sent(pagers)
    assert [page.kind for page in text.pages] == [PageKind.FOLLOW_UP]
    pagers.rest(pager, None, NOON)
    pagers.follow_up(SERGEANT, taken, SOON)
    assert pagers.due(LATER, 10) == []
    assert EventKind.FOLLOWED_UP in kinds(alerts)
    assert pagers.told(SERGEANT, LONG_AGO) == []
    assert alerts.alert(FIRST).state is AlertState.ACKNOWLEDGED


def test_an_email_is_noted_on_its_notification_and_in_the_history(alerts, pagers):
    wanted(alerts, pagers)
    pagers.note_emailed(FIRST, a_notification(), SOON)
    assert alerts.notifications(FIRST) == [a_notification(emailed_at=SOON)]
    assert alerts.history(FIRST)[-1] == AlertEvent(at=SOON, kind=EventKind.EMAILED, about=SERGEANT)
