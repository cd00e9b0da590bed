from datetime import timedelta

import pytest

from tests.fakes import NOON
from tests.worlds.publishing import BOB, CAREFUL, JANE, SELBY, YORK, a_request, bob, jane, somebody
from watchdesk.core.account import AccountId
from watchdesk.core.errors import Conflict, ConflictCode, TryLater, Unacceptable, Unknown
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.post import PostId

EVERYWHERE = ("administer:*", "withdraw:*")


def ann(*roles):
    return somebody("ann-subject", *(roles or EVERYWHERE))


def holds(freeze):
    return set(freeze.holds)


def test_a_freeze_of_the_force_shows_what_it_holds_on_every_account(room):
    now, later = (
        room.accepted(a_request(SELBY, YORK)),
        room.accepted(a_request(publish_at=NOON + timedelta(days=1))),
    )
    room.accepted(a_request(CAREFUL))
    out = room.accepted()
    room.goes_out(out)
    frozen = room.use.set_freeze(None, bob(), reason="A grave incident")
    assert holds(frozen) == {(now.post.id, SELBY), (now.post.id, YORK), (later.post.id, SELBY)}
    assert (frozen.freeze.by, frozen.freeze.at) == (BOB, NOON)
    assert room.use.list_freezes(bob()) == (frozen,)


def test_a_freeze_of_one_account_leaves_the_others_free(room):
    view = room.accepted(a_request(SELBY, YORK))
    assert holds(room.use.set_freeze(YORK, bob("administer:york-mastodon"))) == {(view.post.id, YORK)}


def test_those_who_must_still_speak_are_named(room):
    room.accepted()
    bobs = room.accepted(principal=bob())
    exempt_jane = room.use.set_freeze(None, bob(), exempt_subjects=frozenset({JANE}))
    assert holds(exempt_jane) == {(bobs.post.id, SELBY)}
    exempt_both = room.use.set_freeze(
        None, ann(), exempt_subjects=frozenset({JANE}), exempt_posts=frozenset({bobs.post.id})
    )
    assert holds(exempt_both) == set()


def test_whoever_set_a_freeze_does_not_lift_it(room):
    room.use.set_freeze(None, bob())
    with pytest.raises(Conflict) as refusal:
        room.use.lift_freeze(None, bob())
    assert refusal.value.code is ConflictCode.SAME_PERSON
    room.use.lift_freeze(None, ann())
    assert room.use.list_freezes(ann()) == ()
    assert room.actions() == ["set_freeze", "lift_freeze"]


def test_nobody_makes_holes_in_their_own_freeze_but_anybody_may_close_some(room):
    room.use.set_freeze(None, bob(), exempt_subjects=frozenset({JANE}))
    with pytest.raises(Conflict) as refusal:
        room.use.set_freeze(None, bob(), exempt_subjects=frozenset({JANE, BOB}))
    assert refusal.value.code is ConflictCode.SAME_PERSON
    with pytest.raises(Conflict):
        room.use.set_freeze(None, bob(), exempt_posts=frozenset({PostId("post-1")}))
    assert room.use.set_freeze(None, bob()).freeze.exempt_subjects == frozenset()


def test_setting_a_freeze_again_does_not_make_it_somebody_elses_to_lift(room):
    room.use.set_freeze(None, bob())
    room.clock.advance(minutes=5)
    again = room.use.set_freeze(None, ann(), exempt_subjects=frozenset({JANE}))
    assert (again.freeze.by, again.freeze.at) == (BOB, NOON)
    with pytest.raises(Conflict):
        room.use.lift_freeze(None, bob())


def test_what_is_not_frozen_cannot_be_lifted(room):
    room.use.set_freeze(SELBY, bob())
    with pytest.raises(Conflict) as refusal:
        room.use.lift_freeze(None, ann())
    assert refusal.value.code is ConflictCode.NOT_FROZEN


def test_the_whole_force_is_frozen_only_by_who_administers_all_of_it(room):
    everything = [f"administer:{account.id}" for account in room.register.accounts()]
    for act in (room.use.set_freeze, room.use.lift_freeze):
        with pytest.raises(Unknown):
            act(None, ann(*everything))


@pytest.mark.parametrize("account", [YORK, AccountId("nowhere"), AccountId("\ud800")])
def test_an_account_of_others_and_none_at_all_read_the_same(room, account):
    for act in (room.use.set_freeze, room.use.lift_freeze):
        with pytest.raises(Unknown) as refusal:
            act(account, ann("administer:selby-bluesky", "view:*", "publish:*"))
        assert str(refusal.value) == "there is no such account"


def test_a_freeze_shows_to_each_only_what_it_holds_on_their_accounts(room):
    view = room.accepted(a_request(SELBY, YORK))
    room.use.set_freeze(None, bob())
    room.use.set_freeze(YORK, bob())
    (force,) = room.use.list_freezes(ann("administer:selby-bluesky"))
    assert holds(force) == {(view.post.id, SELBY)}
    assert room.use.list_freezes(jane()) == ()


def test_what_is_to_be_taken_down_is_not_held(room):
    view = room.accepted()
    room.use.withdraw_post(view.post.id, bob())
    assert holds(room.use.set_freeze(None, bob())) == set()


def test_a_freeze_that_cannot_be_told_is_neither_set_nor_lifted(room):
    room.trail.trouble = TryLater("the chain is busy")
    with pytest.raises(TryLater):
        room.use.set_freeze(None, bob())
    assert room.freezes.all() == []
    room.trail.trouble = None
    room.use.set_freeze(None, bob())
    room.trail.trouble = TryLater("the chain is busy")
    with pytest.raises(TryLater):
        room.use.lift_freeze(None, ann())
    assert len(room.freezes.all()) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason": "\x00"}, "reason"),
        ({"reason": "a" * 2001}, "reason"),
        ({"exempt_subjects": frozenset({Subject("\ud800")})}, "exempt"),
        ({"exempt_posts": frozenset({PostId("")})}, "exempt"),
        ({"exempt_subjects": frozenset(Subject(str(number)) for number in range(101))}, "exempt"),
    ],
)
def test_reasons_and_exemptions_are_looked_at(room, fields, field):
    with pytest.raises(Unacceptable) as refusal:
        room.use.set_freeze(None, bob(), **fields)
    assert {problem.field for problem in refusal.value.problems} == {field}
    assert room.freezes.all() == []


def test_the_reason_is_told_by_its_hash(room):
    room.use.set_freeze(None, bob(), reason="A grave incident", exempt_subjects=frozenset({JANE}))
    (deed,) = room.trail.deeds
    assert (deed.about, deed.facts["exempt"]) == ("force", JANE)
    assert "grave" not in str(deed)
