from datetime import timedelta

import pytest

from tests.fakes import NOON
from tests.publishing.builders import a_post
from tests.worlds.publishing import BOB, SELBY, TEXT, YORK, X, a_request, bob, jane, somebody
from watchdesk.core.account import AccountId
from watchdesk.core.errors import Unknown
from watchdesk.publishing.domain.post import PostId


def test_an_author_sees_all_of_their_own_post(room):
    view = room.accepted(a_request(SELBY, YORK))
    seen = room.use.read_post(view.post.id, jane("draft:selby-bluesky"))
    assert seen.post.accounts == (SELBY, YORK)
    assert [delivery.account for delivery in seen.deliveries] == [SELBY, YORK]


def test_others_see_of_a_post_what_concerns_their_accounts_and_nothing_of_the_rest(room):
    view = room.accepted(a_request(SELBY, YORK))
    seen = room.use.read_post(view.post.id, somebody("eve", "view:york-mastodon"))
    assert seen.post.accounts == (YORK,)
    assert [delivery.account for delivery in seen.deliveries] == [YORK]
    assert SELBY not in str(seen)


@pytest.mark.parametrize("identity", ["nowhere", "", "\ud800", "\x00", "a" * 5000])
def test_a_post_of_others_and_none_at_all_read_the_same(room, identity):
    view = room.accepted()
    errors = []
    for asked in (view.post.id, PostId(identity)):
        with pytest.raises(Unknown) as refusal:
            room.use.read_post(asked, somebody("eve", "view:york-mastodon", "publish:*"))
        errors.append(str(refusal.value))
    assert errors[0] == errors[1]


def test_an_author_who_has_lost_every_role_on_it_sees_it_no_more(room):
    view = room.accepted()
    with pytest.raises(Unknown):
        room.use.read_post(view.post.id, jane("publish:york-mastodon"))


def test_posts_are_listed_newest_first_page_by_page(room):
    for number in range(5):
        room.accepted(a_request(text=f"Number {number}"))
        room.clock.advance(minutes=1)
    texts, after = [], None
    for _ in range(3):
        page = room.use.list_posts(bob(), limit=2, after=after)
        texts.append([view.post.text for view in page.posts])
        after = page.after
    assert texts == [["Number 4", "Number 3"], ["Number 2", "Number 1"], ["Number 0"]]
    assert after is None


def test_a_list_holds_what_somebody_may_see_or_only_their_own(room):
    room.accepted(a_request(text="Jane in Selby."))
    room.accepted(a_request(YORK, text="Jane in York."))
    room.accepted(a_request(X, text="Bob on X."), bob())

    def listed(principal, *, own=False):
        return {view.post.text for view in room.use.list_posts(principal, own=own).posts}

    assert listed(bob()) == {"Jane in Selby.", "Jane in York.", "Bob on X."}
    assert listed(bob(), own=True) == {"Bob on X."}
    assert listed(jane()) == {"Jane in Selby.", "Jane in York."}
    assert listed(somebody("eve", "approve:york-mastodon")) == {"Jane in York."}
    assert listed(somebody("eve", "publish:*", "draft:*", "reply:*")) == set()
    assert listed(somebody("eve")) == set()


def test_what_somebody_may_see_is_found_behind_hundreds_that_they_may_not(room):
    room.accepted(a_request(YORK))
    for number in range(510):
        room.store.add(a_post(f"post-{number}", accounts=(SELBY,), created_at=NOON + timedelta(minutes=1)), [])
    eve = somebody("eve", "view:york-mastodon")
    first = room.use.list_posts(eve)
    assert first.posts == ()
    second = room.use.list_posts(eve, after=first.after)
    assert [view.post.text for view in second.posts] == [TEXT]
    assert second.after is None


@pytest.mark.parametrize("limit", [-1, 0, 1])
def test_a_page_has_at_least_one_place(room, limit):
    room.accepted()
    assert len(room.use.list_posts(bob(), limit=limit).posts) == 1


@pytest.mark.parametrize("after", ["nowhere", "", "\ud800"])
def test_a_page_behind_nothing_is_empty(room, after):
    room.accepted()
    page = room.use.list_posts(bob(), after=PostId(after))
    assert (page.posts, page.after) == ((), None)


def test_an_account_that_somebody_may_see_does_not_open_another(room):
    view = room.accepted(a_request(SELBY))
    assert room.use.read_post(view.post.id, somebody(BOB, "administer:selby-bluesky"))
    with pytest.raises(Unknown):
        room.use.read_post(view.post.id, somebody(BOB, f"administer:{AccountId('selby')}"))
