"""The auditor's ledger gives back what it was given, and overwrites nothing that another run wrote."""

from typing import Any

import pytest

from tests.fakes.clock import NOON
from tests.fakes.oversight import FakeIncidents
from watchdesk.oversight.domain.finding_kinds import FindingName
from watchdesk.oversight.domain.incident import Incident
from watchdesk.oversight.dynamodb.incidents import DynamoIncidents


@pytest.fixture
def troubles(subject, request) -> Any:
    return (
        FakeIncidents() if subject == "fake" else DynamoIncidents(request.getfixturevalue("table")("WatchTable"))
    )


def a_trouble(**fields: Any) -> Incident:
    given = {"examination": "queues", "name": FindingName.DEAD_LETTERS, "about": "polls", "since": NOON}
    return Incident(**given | fields)


def test_the_ledger_gives_back_what_it_was_given(troubles):
    first = troubles.keep(a_trouble(detail="3 records", told_at=NOON, told_level=2, is_sure=False))
    troubles.keep(a_trouble(about="ticks"))
    assert first.revision == 1
    assert [trouble.about for trouble in troubles.all()] == ["polls", "ticks"]
    assert troubles.all()[0] == first


def test_a_trouble_that_another_run_wrote_meanwhile_is_not_overwritten(troubles):
    mine = troubles.keep(a_trouble())
    theirs = troubles.keep(mine.claimed(NOON, "theirs"))
    assert troubles.keep(mine.claimed(NOON, "mine")) is None
    assert troubles.keep(a_trouble(detail="new")) is None
    assert troubles.all() == [theirs]


def test_a_write_whose_answer_was_lost_counts_as_done(troubles):
    mine = a_trouble().claimed(NOON, "mine")
    assert troubles.keep(mine) == troubles.keep(mine)
