"""A incident is told once when it begins and once when it is over, whatever dies in between."""

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


def an_incident(**fields: Any) -> Incident:
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
    assert kind.meaning.endswith(".")
    assert kind.remedy.endswith(".")
    assert kind.remedy.count(". ") == 0


def test_a_new_finding_is_news():
    (incident,) = after(found=[a_finding()])
    assert (incident.pending_notice(LATER), incident.revision) == (IncidentNotice.BEGUN, 0)


def test_what_stands_and_was_told_changes_nothing():
    assert after(an_incident(told_at=NOON), found=[a_finding()]) == []


def test_a_finding_made_twice_in_one_run_is_one_trouble():
    assert len(after(found=[a_finding(detail="1"), a_finding(detail="2")])) == 1


def test_a_trouble_that_one_run_did_not_find_is_not_over_yet():
    (incident,) = after(an_incident(told_at=NOON), found=[])
    assert (incident.well_runs, incident.over_at, incident.pending_notice(LATER)) == (1, None, None)


def test_a_trouble_that_two_runs_did_not_find_is_over_and_that_is_news():
    (incident,) = after(an_incident(told_at=NOON, well_runs=1), found=[])
    assert (incident.over_at, incident.pending_notice(LATER)) == (LATER, IncidentNotice.OVER)
    assert incident.reported(LATER).pending_notice(LATER) is None


def test_a_trouble_found_again_in_between_begins_to_count_anew():
    (incident,) = after(an_incident(told_at=NOON, well_runs=1), found=[a_finding()])
    assert (incident.well_runs, incident.pending_notice(LATER)) == (0, None)


def test_a_trouble_whose_examination_failed_neither_ends_nor_counts():
    assert after(an_incident(told_at=NOON, well_runs=1), failed=("queues",)) == []


def test_a_trouble_of_an_examination_that_is_made_no_more_ends():
    (incident,) = after(an_incident(examination="former", told_at=NOON, well_runs=1), found=[])
    assert incident.pending_notice(LATER) is IncidentNotice.OVER


def test_what_nobody_was_told_of_ends_without_a_word():
    (incident,) = after(an_incident(well_runs=1), found=[])
    assert (incident.over_at, incident.pending_notice(LATER)) == (LATER, None)


def test_what_may_have_been_told_is_said_to_be_over():
    claimed = an_incident(well_runs=1).claimed(NOON, "a")
    (incident,) = after(claimed, found=[])
    assert incident.pending_notice(NOON + REPORT_LEASE) is IncidentNotice.OVER


def test_a_trouble_that_is_over_begins_anew_on_top_of_what_was_written():
    old = an_incident(told_at=NOON, over_at=NOON, told_over_at=NOON, revision=7)
    (incident,) = after(old, found=[a_finding()])
    assert (incident.revision, incident.told_at, incident.over_at, incident.pending_notice(LATER)) == (
        7,
        None,
        None,
        IncidentNotice.BEGUN,
    )


def test_what_is_not_sure_is_told_when_a_second_run_finds_it():
    (first,) = after(found=[a_finding(is_sure=False)])
    assert first.pending_notice(LATER) is None
    (second,) = after(first, found=[a_finding(is_sure=False)])
    assert second.pending_notice(LATER) is IncidentNotice.BEGUN


def test_what_is_not_sure_and_not_found_again_ends_at_once_without_a_word():
    (incident,) = after(an_incident(is_sure=False), found=[])
    assert (incident.over_at, incident.pending_notice(LATER)) == (LATER, None)


@pytest.mark.parametrize(("level", "news"), [(1, None), (2, IncidentNotice.BEGUN), (0, None)])
def test_a_trouble_is_told_again_only_when_it_comes_nearer(level, news):
    told = an_incident(level=1, told_at=NOON, told_level=1)
    changed = after(told, found=[a_finding(level=level)])
    assert [incident.pending_notice(LATER) for incident in changed] == ([news] if news else [])


def test_while_a_run_is_telling_no_other_does_and_after_four_minutes_the_next_one_may():
    claimed = an_incident().claimed(NOON, "a")
    assert claimed.pending_notice(NOON + REPORT_LEASE - timedelta(seconds=1)) is None
    assert claimed.pending_notice(NOON + REPORT_LEASE) is IncidentNotice.BEGUN


def test_a_mail_that_certainly_did_not_leave_leaves_no_trace():
    assert an_incident().claimed(NOON, "a").not_reported().pending_notice(NOON) is IncidentNotice.BEGUN
    assert an_incident().claimed(NOON, "a").not_reported().tries == 0
