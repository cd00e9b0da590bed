"""Posts are listed newest first, for the double and for the table alike."""

from datetime import timedelta

from tests.fakes import NOON
from tests.publishing.builders import a_delivery, a_post
from watchdesk.publishing.domain.post import PostId


def test_posts_are_listed_newest_first_page_by_page(posts):
    ids = [PostId(f"post-{number}") for number in range(5)]
    for number, identity in enumerate(ids):
        posts.add(a_post(identity, created_at=NOON + timedelta(minutes=number)), [a_delivery(identity)])
    first = posts.newest(2)
    second = posts.newest(2, first[-1].id)
    third = posts.newest(2, second[-1].id)
    assert [each.id for each in (*first, *second, *third)] == ids[::-1]
    assert posts.newest(2, third[-1].id) == []


def test_posts_of_one_instant_are_each_listed_once(posts):
    for number in range(5):
        posts.add(a_post(PostId(f"post-{number}")), [])
    seen = []
    while page := posts.newest(2, seen[-1].id if seen else None):
        seen += page
    assert sorted(each.id for each in seen) == [f"post-{number}" for number in range(5)]


def test_behind_an_unknown_post_nothing_is_listed(posts):
    posts.add(a_post(), [])
    assert posts.newest(5, PostId("nothing")) == []
