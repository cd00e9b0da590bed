"""Whatever is wanted in whatever order, the caps hold, nobody is forgotten, and urgent things wait for little."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.unit.domain.pager_entries import MINUTE, a_pager, an_entry
from tests.fakes.clock import NOON
from watchdesk.alerting.domain.bundling import BUNDLE_WINDOW, choose_text
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.pager_entry import RateLimitClass
from watchdesk.alerting.domain.rate_limits import BUCKETS, LONGEST_SPACING, LONGEST_WINDOW, next_allowed_at
from watchdesk.alerting.domain.text import Text
from watchdesk.register.domain.alert_group import AlertGroup

moments = st.integers(0, 4 * 60 * 4).map(lambda quarter_minutes: quarter_minutes / 4)
arrivals = st.lists(
    st.builds(
        lambda at, group, account: (at, group, account),
        moments,
        st.sampled_from([AlertGroup.URGENT, AlertGroup.PRIORITY, AlertGroup.ROUTINE, AlertGroup.HISTORY]),
        st.sampled_from(["selby", "malton", "york"]),
    ),
    max_size=150,
)
fates = st.lists(st.sampled_from([TextState.ACCEPTED] * 4 + [TextState.UNKNOWN, TextState.PENDING]), min_size=1)


def lived_through(arriving, fates):
    """Every text one person is sent, by a run every quarter of a minute, and what waited how long."""
    entries = sorted(
        (
            an_entry(f"{n:03}", at=at, group=group, account=account)
            for n, (at, group, account) in enumerate(arriving)
        ),
        key=lambda entry: entry.wanted_at,
    )
    wanted, tried, now, waits = [], [], NOON, {}
    while entries or wanted:
        now = now if wanted else max(now, entries[0].wanted_at)
        while entries and entries[0].wanted_at <= now:
            wanted.append(entries.pop(0))
        pager = a_pager(*wanted, tried=[text for text in tried if text.at > now - LONGEST_WINDOW])
        decision = choose_text(pager, now)
        if decision.entries:
            fate = fates[len(tried) % len(fates)]
            tried.append(Text(at=now, limit_class=decision.limit_class, entries=decision.entries, state=fate))
            if fate is TextState.ACCEPTED:
                waits |= {entry.alert: (entry, now - entry.wanted_at) for entry in decision.entries}
                wanted = [entry for entry in wanted if entry.alert not in waits]
        now += MINUTE / 4
        assert now < NOON + timedelta(days=2), "somebody was forgotten"
    return tried, waits


@settings(max_examples=60, deadline=None)
@given(arriving=arrivals, fates=fates.filter(lambda each: TextState.ACCEPTED in each))
def test_in_any_span_of_any_bucket_each_lane_holds_and_every_page_is_told(arriving, fates):
    tried, waits = lived_through(arriving, fates)
    assert len(waits) == len(arriving)
    for limit_class in RateLimitClass:
        left = [text.at for text in tried if text.limit_class is limit_class and text.may_have_left]
        for bucket in BUCKETS:
            for first, beyond in zip(left, left[bucket.most :], strict=False):
                assert beyond - first >= bucket.within


@settings(max_examples=60, deadline=None)
@given(arriving=arrivals)
def test_nothing_waits_longer_than_the_caps_hold_and_what_is_not_urgent_two_minutes_more(arriving):
    _, waits = lived_through(arriving, [TextState.ACCEPTED])
    for entry, waited in waits.values():
        assert waited <= LONGEST_SPACING + (timedelta(0) if entry.group is AlertGroup.URGENT else BUNDLE_WINDOW)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12_000), max_size=60).map(sorted))
def test_however_texts_were_sent_the_next_may_go_within_twelve_minutes_of_the_last(seconds):
    """Over every history that the caps allow."""
    sent = []
    for second in seconds:
        at = NOON + timedelta(seconds=second)
        if next_allowed_at(sent, at) == at:
            sent.append(at)
    if sent:
        assert next_allowed_at(sent, sent[-1]) - sent[-1] <= LONGEST_SPACING


@given(st.permutations([an_entry(f"{n}", account=f"{n % 3}", group=list(AlertGroup)[n % 4]) for n in range(8)]))
def test_the_order_in_which_pages_are_found_changes_nothing(entries):
    ordered = [replace(entry, wanted_at=NOON) for entry in entries]
    assert choose_text(a_pager(*ordered), NOON) == choose_text(
        a_pager(*sorted(ordered, key=lambda p: p.alert)), NOON
    )
