"""Freezes are set, replaced and lifted, for the double and for the table alike."""

from dataclasses import replace

import pytest

from tests.builders import SELBY
from tests.fakes import NOON
from tests.fakes.posts import FakeFreezes
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import PostId
from watchdesk.publishing.dynamodb.freezes import DynamoFreezes


@pytest.fixture
def freezes(subject, request):
    return FakeFreezes() if subject == "fake" else DynamoFreezes(request.getfixturevalue("table")("PostsTable"))


def test_freezes_are_set_replaced_and_lifted(freezes):
    force = Freeze(account=None, by=Subject("gold"), at=NOON, reason="firearms incident")
    here = Freeze(
        account=SELBY,
        by=Subject("gold"),
        at=NOON,
        exempt_subjects=frozenset({Subject("press")}),
        exempt_posts=frozenset({PostId("post-1"), PostId("post-2")}),
    )
    assert freezes.all() == []
    assert not freezes.lift(None)
    freezes.put(here)
    freezes.put(force)
    assert freezes.all() == [force, here]
    freezes.put(replace(force, reason="another"))
    assert freezes.all() == [replace(force, reason="another"), here]
    assert freezes.lift(None)
    assert not freezes.lift(None)
    assert freezes.all() == [here]
    freezes.put(force)
    assert freezes.all() == [force, here]
