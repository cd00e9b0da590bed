"""Whose name may be withheld and shown again, by whom, and how it is told."""

import pytest

from tests.worlds.publishing import JANE, a_request, bob, jane, somebody
from watchdesk.core.errors import TryLater, Unknown
from watchdesk.core.principal import Subject
from watchdesk.register.domain.officer import AttributionForm


def signed(*accounts, **fields):
    return a_request(*accounts, **{"attribution": AttributionForm.FULL} | fields)


def test_officers_withhold_their_own_name_and_nobody_elses(room):
    room.use.withhold_name(JANE, somebody(JANE))
    assert room.directory.withheld == {JANE}
    for roles in (("publish:*", "approve:*", "withdraw:*", "view:*"), ("administer:selby-bluesky",)):
        with pytest.raises(Unknown):
            room.use.withhold_name(JANE, somebody("eve", *roles))


def test_a_name_is_restored_by_somebody_else_who_administers_the_force(room):
    room.use.withhold_name(JANE, bob())
    for nobody in (jane(), jane("administer:*"), somebody("eve", "administer:selby-bluesky")):
        with pytest.raises(Unknown):
            room.use.restore_name(JANE, nobody)
    room.use.restore_name(JANE, bob())
    assert room.codes(signed()) == set()


@pytest.mark.parametrize("subject", ["nobody", "", "\ud800"])
def test_an_officer_of_no_directory_is_unknown(room, subject):
    for act in (room.use.withhold_name, room.use.restore_name):
        with pytest.raises(Unknown):
            act(Subject(subject), bob())
    assert room.trail.chain == []


def test_what_cannot_be_told_is_not_withheld_and_not_restored(room):
    room.trail.trouble = TryLater("the chain is busy")
    with pytest.raises(TryLater):
        room.use.withhold_name(JANE, bob())
    assert room.directory.withheld == set()
    room.directory.withhold(JANE)
    with pytest.raises(TryLater):
        room.use.restore_name(JANE, bob())
    assert room.directory.withheld == {JANE}


def test_withholding_is_told_by_ids(room):
    room.accepted(signed())
    room.use.withhold_name(JANE, bob())
    assert room.actions() == ["accept_post", "withhold_name", "unsign_post"]
    assert "Smith" not in str(room.trail.deeds)
