"""A trouble is told once when it begins and once when it is over, whatever dies in between."""

from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.clock import NOON
from watchdesk.oversight.domain.finding_kinds import FindingName, Severity
from watchdesk.oversight.domain.incident import REPORT_LEASE, Finding, Incident, IncidentNotice, reconcile
from watchdesk.oversight.domain.remedies import FINDING_KINDS

LATER = NOON + timedelta(minutes=5)


def a_finding(**fields: Any) -> Finding:
    return Finding(**{"name": FindingName.DEAD_LETTERS, "since": NOON, "about": "polls"} | fields)


def a_trouble(**fields: Any) -> Incident:
    given = {"examination": "queues", "name": FindingName.DEAD_LETTERS, "about": "polls", "since": NOON}
    return Incident(**given | fields)


def after(*standing: Incident, found: list[Finding] | None = None, failed: tuple[str, ...] = ()):
    """What one run changes."""
    examined = {} if found is None else {"queues": found}
    return list(reconcile(standing, examined, failed, LATER))


@pytest.mark.parametrize("name", FindingName)
def test_every_finding_says_what_it_means_and_what_to_do_in_one_sentence(name):
    kind = FINDING_KINDS[name]
    assert kind.severity in Severity
    assert kind.says.endswith(".")
    assert kind.todo.endswith(".")
    assert kind.todo.count(". ") == 0


def test_a_new_finding_is_news():
    (trouble,) = after(found=[a_finding()])
    assert (trouble.news(LATER), trouble.revision) == (IncidentNotice.BEGUN, 0)


def test_what_stands_and_was_told_changes_nothing():
    assert after(a_trouble(told_at=NOON), found=[a_finding()]) == []


def test_a_finding_made_twice_in_one_run_is_one_trouble():
    assert len(after(found=[a_finding(detail="1"), a_finding(detail="2")])) == 1


def test_a_trouble_that_one_run_did_not_find_is_not_over_yet():
    (trouble,) = after(a_trouble(told_at=NOON), found=[])
    assert (trouble.well_runs, trouble.over_at, trouble.news(LATER)) == (1, None, None)


def test_a_trouble_that_two_runs_did_not_find_is_over_and_that_is_news():
    (trouble,) = after(a_trouble(told_at=NOON, well_runs=1), found=[])
    assert (trouble.over_at, trouble.news(LATER)) == (LATER, IncidentNotice.OVER)
    assert trouble.told(LATER).news(LATER) is None


def test_a_trouble_found_again_in_between_begins_to_count_anew():
    (trouble,) = after(a_trouble(told_at=NOON, well_runs=1), found=[a_finding()])
    assert (trouble.well_runs, trouble.news(LATER)) == (0, None)


def test_a_trouble_whose_examination_failed_neither_ends_nor_counts():
    assert after(a_trouble(told_at=NOON, well_runs=1), failed=("queues",)) == []


def test_a_trouble_of_an_examination_that_is_made_no_more_ends():
    (trouble,) = after(a_trouble(examination="former", told_at=NOON, well_runs=1), found=[])
    assert trouble.news(LATER) is IncidentNotice.OVER


def test_what_nobody_was_told_of_ends_without_a_word():
    (trouble,) = after(a_trouble(well_runs=1), found=[])
    assert (trouble.over_at, trouble.news(LATER)) == (LATER, None)


def test_what_may_have_been_told_is_said_to_be_over():
    claimed = a_trouble(well_runs=1).claimed(NOON, "a")
    (trouble,) = after(claimed, found=[])
    assert trouble.news(NOON + REPORT_LEASE) is IncidentNotice.OVER


def test_a_trouble_that_is_over_begins_anew_on_top_of_what_was_written():
    old = a_trouble(told_at=NOON, over_at=NOON, told_over_at=NOON, revision=7)
    (trouble,) = after(old, found=[a_finding()])
    assert (trouble.revision, trouble.told_at, trouble.over_at, trouble.news(LATER)) == (
        7,
        None,
        None,
        IncidentNotice.BEGUN,
    )


def test_what_is_not_sure_is_told_when_a_second_run_finds_it():
    (first,) = after(found=[a_finding(is_sure=False)])
    assert first.news(LATER) is None
    (second,) = after(first, found=[a_finding(is_sure=False)])
    assert second.news(LATER) is IncidentNotice.BEGUN


def test_what_is_not_sure_and_not_found_again_ends_at_once_without_a_word():
    (trouble,) = after(a_trouble(is_sure=False), found=[])
    assert (trouble.over_at, trouble.news(LATER)) == (LATER, None)


@pytest.mark.parametrize(("level", "news"), [(1, None), (2, IncidentNotice.BEGUN), (0, None)])
def test_a_trouble_is_told_again_only_when_it_comes_nearer(level, news):
    told = a_trouble(level=1, told_at=NOON, told_level=1)
    changed = after(told, found=[a_finding(level=level)])
    assert [trouble.news(LATER) for trouble in changed] == ([news] if news else [])


def test_while_a_run_is_telling_no_other_does_and_after_four_minutes_the_next_one_may():
    claimed = a_trouble().claimed(NOON, "a")
    assert claimed.news(NOON + REPORT_LEASE - timedelta(seconds=1)) is None
    assert claimed.news(NOON + REPORT_LEASE) is IncidentNotice.BEGUN


def test_a_mail_that_certainly_did_not_leave_leaves_no_trace():
    assert a_trouble().claimed(NOON, "a").not_told().news(NOON) is IncidentNotice.BEGUN
    assert a_trouble().claimed(NOON, "a").not_told().tries == 0
