"""Whatever is wanted in whatever order, the caps hold, nobody is forgotten, and urgent things wait for little."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.clock import NOON
from watchdesk.domain.account import AccountId
from watchdesk.domain.alert import AlertId, Code, Group
from watchdesk.domain.bundling import BUNDLE_WINDOW, TRY_AGAIN, choose
from watchdesk.domain.caps import BUCKETS, LONGEST_HOLD, SPAN, free_at
from watchdesk.domain.notification import TextState
from watchdesk.domain.paging import Lane, Page, PageKind, Pager, Text
from watchdesk.domain.person import PersonId

MINUTE = timedelta(minutes=1)


def a_page(alert="A", *, account="selby", group=Group.PRIORITY, at=0.0, **fields):
    given = {"alert": AlertId(alert), "account": AccountId(account), "group": group, "code": Code("K7MX")}
    return Page(wanted_at=NOON + at * MINUTE, **given | fields)


def a_pager(*wanted, tried=()):
    return Pager(person=PersonId("sergeant"), lease="mine", wanted=tuple(wanted), tried=tuple(tried))


def a_text(*pages, at=0.0, lane=Lane.ORDINARY, state=TextState.ACCEPTED):
    return Text(at=NOON + at * MINUTE, lane=lane, pages=pages, state=state)


def alerts(decision):
    return [page.alert for page in decision.pages]


def test_nothing_wanted_is_nothing_told():
    assert choose(a_pager(), NOON).look is None


def test_the_first_alert_of_an_account_goes_at_once():
    assert alerts(choose(a_pager(a_page()), NOON)) == ["A"]


def test_another_alert_of_an_account_told_of_lately_waits_two_minutes_for_others():
    told = a_text(a_page("A"), at=-5)
    pager = a_pager(a_page("B", group=Group.ROUTINE), tried=[told])
    assert choose(pager, NOON).look == NOON + BUNDLE_WINDOW
    assert choose(pager, NOON).capped == ()
    assert alerts(choose(pager, NOON + BUNDLE_WINDOW)) == ["B"]


def test_an_urgent_alert_never_waits_for_a_bundle_and_takes_along_what_does():
    told = a_text(a_page("A"), at=-5)
    pager = a_pager(a_page("B"), a_page("U", group=Group.URGENT), tried=[told])
    assert alerts(choose(pager, NOON)) == ["U", "B"]
    assert choose(pager, NOON).lane is Lane.URGENT


def test_ordinary_texts_never_use_up_what_urgent_ones_may():
    told = [a_text(a_page(f"{at}"), at=at) for at in (-4, -3, -2, -1, 0)]
    urgent = a_page("U", account="malton", group=Group.URGENT)
    assert alerts(choose(a_pager(urgent, tried=told), NOON)) == ["U"]


def test_what_a_cap_holds_back_is_named_and_comes_with_the_next_text():
    told = a_text(a_page("A", group=Group.URGENT), lane=Lane.URGENT)
    pager = a_pager(
        a_page("B", group=Group.URGENT), a_page("C", account="malton", group=Group.URGENT), tried=[told]
    )
    held = choose(pager, NOON + timedelta(seconds=59))
    assert (held.pages, held.look) == ((), NOON + MINUTE)
    assert {page.alert for page in held.capped} == {"B", "C"}
    assert set(alerts(choose(pager, NOON + MINUTE))) == {"B", "C"}


def test_a_page_that_waits_to_be_bundled_is_named_too_if_a_cap_holds_it_longer():
    told = [a_text(a_page("A"), at=at) for at in (-5, -4, -3, -2, -1)]
    held = choose(a_pager(a_page("B", group=Group.ROUTINE), tried=told), NOON)
    assert held.look > NOON + BUNDLE_WINDOW
    assert [page.alert for page in held.capped] == ["B"]


def test_an_urgent_page_that_is_held_back_goes_with_an_ordinary_text_that_is_not():
    told = a_text(a_page("A", group=Group.URGENT), lane=Lane.URGENT)
    pager = a_pager(a_page("B", group=Group.URGENT), a_page("C", account="malton"), tried=[told])
    assert alerts(choose(pager, NOON)) == ["B", "C"]
    assert choose(pager, NOON).lane is Lane.ORDINARY


def test_a_text_that_never_left_costs_a_pause_and_no_cap():
    failed = [a_text(a_page("A"), at=-at, state=TextState.PENDING) for at in range(10)]
    pager = a_pager(a_page("A"), tried=failed)
    assert choose(pager, NOON).look == NOON + TRY_AGAIN
    assert alerts(choose(pager, NOON + TRY_AGAIN)) == ["A"]


@pytest.mark.parametrize("state", [TextState.LEASED, TextState.UNKNOWN, TextState.DELIVERED])
def test_a_text_that_may_have_left_counts(state):
    pager = a_pager(a_page("B", account="malton"), tried=[a_text(a_page("A"), state=state)])
    assert choose(pager, NOON).look == NOON + MINUTE


def test_a_follow_up_waits_until_no_alert_wants_to_be_told():
    follow_up = a_page("F", kind=PageKind.FOLLOW_UP, group=Group.URGENT)
    assert alerts(choose(a_pager(follow_up, a_page("A")), NOON)) == ["A"]
    assert alerts(choose(a_pager(follow_up), NOON)) == ["F"]
    assert choose(a_pager(follow_up), NOON).lane is Lane.ORDINARY


def test_a_text_names_urgent_alerts_first_and_then_one_of_each_account_in_turn():
    pages = [
        a_page("S1", account="selby", group=Group.PRIORITY),
        a_page("S2", account="selby", group=Group.ROUTINE),
        a_page("M1", account="malton", group=Group.ROUTINE),
        a_page("M2", account="malton", group=Group.HISTORY),
        a_page("Y1", account="york", group=Group.URGENT),
        a_page("Y2", account="york", group=Group.PRIORITY),
    ]
    assert alerts(choose(a_pager(*pages), NOON)) == ["Y1", "S1", "M1", "Y2", "S2", "M2"]


def test_an_account_nobody_was_told_of_comes_before_one_that_was():
    told = a_text(a_page("A", account="selby"), at=-10)
    pages = a_page("S", account="selby", at=-3), a_page("M", account="malton", group=Group.ROUTINE)
    assert alerts(choose(a_pager(*pages, tried=[told]), NOON)) == ["M", "S"]


moments = st.integers(0, 4 * 60 * 4).map(lambda quarter_minutes: quarter_minutes / 4)
arrivals = st.lists(
    st.builds(
        lambda at, group, account: (at, group, account),
        moments,
        st.sampled_from([Group.URGENT, Group.PRIORITY, Group.ROUTINE, Group.HISTORY]),
        st.sampled_from(["selby", "malton", "york"]),
    ),
    max_size=150,
)
fates = st.lists(st.sampled_from([TextState.ACCEPTED] * 4 + [TextState.UNKNOWN, TextState.PENDING]), min_size=1)


def lived_through(arriving, fates):
    """Every text one person is sent, by a run every quarter of a minute, and what waited how long."""
    pages = sorted(
        (
            a_page(f"{n:03}", at=at, group=group, account=account)
            for n, (at, group, account) in enumerate(arriving)
        ),
        key=lambda page: page.wanted_at,
    )
    wanted, tried, now, waits = [], [], NOON, {}
    while pages or wanted:
        now = now if wanted else max(now, pages[0].wanted_at)
        while pages and pages[0].wanted_at <= now:
            wanted.append(pages.pop(0))
        pager = a_pager(*wanted, tried=[text for text in tried if text.at > now - SPAN])
        decision = choose(pager, now)
        if decision.pages:
            fate = fates[len(tried) % len(fates)]
            tried.append(Text(at=now, lane=decision.lane, pages=decision.pages, state=fate))
            if fate is TextState.ACCEPTED:
                waits |= {page.alert: (page, now - page.wanted_at) for page in decision.pages}
                wanted = [page for page in wanted if page.alert not in waits]
        now += MINUTE / 4
        assert now < NOON + timedelta(days=2), "somebody was forgotten"
    return tried, waits


@settings(max_examples=60, deadline=None)
@given(arriving=arrivals, fates=fates.filter(lambda each: TextState.ACCEPTED in each))
def test_in_any_span_of_any_bucket_each_lane_holds_and_every_page_is_told(arriving, fates):
    tried, waits = lived_through(arriving, fates)
    assert len(waits) == len(arriving)
    for lane in Lane:
        left = [text.at for text in tried if text.lane is lane and text.may_have_left]
        for bucket in BUCKETS:
            for first, beyond in zip(left, left[bucket.most :], strict=False):
                assert beyond - first >= bucket.within


@settings(max_examples=60, deadline=None)
@given(arriving=arrivals)
def test_nothing_waits_longer_than_the_caps_hold_and_what_is_not_urgent_two_minutes_more(arriving):
    _, waits = lived_through(arriving, [TextState.ACCEPTED])
    for page, waited in waits.values():
        assert waited <= LONGEST_HOLD + (timedelta(0) if page.group is Group.URGENT else BUNDLE_WINDOW)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12_000), max_size=60).map(sorted))
def test_however_texts_were_sent_the_next_may_go_within_twelve_minutes_of_the_last(seconds):
    """Over every history that the caps allow."""
    sent = []
    for second in seconds:
        at = NOON + timedelta(seconds=second)
        if free_at(sent, at) == at:
            sent.append(at)
    if sent:
        assert free_at(sent, sent[-1]) - sent[-1] <= LONGEST_HOLD


@given(st.permutations([a_page(f"{n}", account=f"{n % 3}", group=list(Group)[n % 4]) for n in range(8)]))
def test_the_order_in_which_pages_are_found_changes_nothing(pages):
    ordered = [replace(page, wanted_at=NOON) for page in pages]
    assert choose(a_pager(*ordered), NOON) == choose(a_pager(*sorted(ordered, key=lambda p: p.alert)), NOON)
