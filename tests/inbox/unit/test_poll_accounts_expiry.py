"""A poll notes when the account's credential ends, so that whoever watches the polls need not read it."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import SELBY
from tests.fakes.clock import NOON
from tests.worlds.inbox import Desk
from watchdesk.core.errors import TryLater

ENDS = NOON + timedelta(days=20)


def polled(desk: Desk, ends_at) -> Desk:
    desk.poll_accounts = replace(desk.poll_accounts, ends_at=ends_at)
    desk.poll()
    return desk


def test_a_poll_notes_when_the_credential_ends():
    desk = polled(Desk(), lambda account: ENDS if account.id == SELBY else None)
    assert desk.watch.polls[SELBY].credential_ends_at == ENDS


def test_a_credential_that_does_not_say_when_it_ends_is_noted_as_such():
    desk = polled(polled(Desk(), lambda _: ENDS), lambda _: None)
    assert desk.watch.polls[SELBY].credential_ends_at is None


def test_a_poll_succeeds_though_nobody_can_say_when_the_credential_ends():
    def fails(_):
        raise TryLater("Secrets Manager is busy")

    desk = polled(polled(Desk(), lambda _: ENDS), fails)
    assert desk.watch.polls[SELBY].credential_ends_at == ENDS
    assert desk.watch.polls[SELBY].failures == 0
