"""The auditor's ledger gives back what it was given, and overwrites nothing that another run wrote."""

from typing import Any

import pytest

from tests.fakes.clock import NOON
from tests.fakes.oversight import FakeIncidents
from watchdesk.oversight.domain.finding_kinds import FindingName
from watchdesk.oversight.domain.incident import Incident
from watchdesk.oversight.dynamodb.incidents import DynamoIncidents


@pytest.fixture
def incidents(subject, request) -> Any:
    return (
        FakeIncidents() if subject == "fake" else DynamoIncidents(request.getfixturevalue("table")("WatchTable"))
    )


def an_incident(**fields: Any) -> Incident:
    given = {"examination": "queues", "name": FindingName.DEAD_LETTERS, "about": "polls", "since": NOON}
    return Incident(**given | fields)


def test_the_ledger_gives_back_what_it_was_given(incidents):
    first = incidents.save(an_incident(detail="3 records", told_at=NOON, told_level=2, is_sure=False))
    incidents.save(an_incident(about="ticks"))
    assert first.revision == 1
    assert [incident.about for incident in incidents.all()] == ["polls", "ticks"]
    assert incidents.all()[0] == first


def test_an_incident_that_another_run_wrote_meanwhile_is_not_overwritten(incidents):
    mine = incidents.save(an_incident())
    theirs = incidents.save(mine.claimed(NOON, "theirs"))
    assert incidents.save(mine.claimed(NOON, "mine")) is None
    assert incidents.save(an_incident(detail="new")) is None
    assert incidents.all() == [theirs]


def test_a_write_whose_answer_was_lost_counts_as_done(incidents):
    mine = an_incident().claimed(NOON, "mine")
    assert incidents.save(mine) == incidents.save(mine)
