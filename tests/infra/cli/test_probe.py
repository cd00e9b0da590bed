"""A credential is good only if it is this account's, and reads all that the register wants watched."""

from dataclasses import replace

import pytest

from infra.cli.credentials.probe import check_credential
from tests.builders import an_account
from watchdesk.core.account import Platform
from watchdesk.core.errors import Reconnect
from watchdesk.platforms.credential import ProbeResult

GOOD = ProbeResult(handle="selby", native_id="1", state="active", direct_messages="readable")
MASTODON = an_account(handle="selby@social.example")
BLUESKY = an_account(platform=Platform.BLUESKY, handle="selby.example")


class Prober:
    def __init__(self, answer):
        self.answer = answer

    def probe(self, account):  # noqa: ARG002  it answers as it was told
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def verdict(answer, account=MASTODON):
    return check_credential(account, {account.platform: Prober(answer)})


def test_a_credential_that_reads_everything_is_good():
    assert verdict(GOOD).is_good
    assert verdict(GOOD).kind == "ok"


def test_what_is_not_watched_need_not_be_readable():
    assert verdict(replace(GOOD, direct_messages="not watched")).is_good


WRONG = {
    "suspended": (replace(GOOD, state="suspended"), "the platform says the account is suspended"),
    "another's": (
        replace(GOOD, handle="goole"),
        "it belongs to goole, but the register declares selby@social.example",
    ),
    "no messages": (replace(GOOD, direct_messages="no privilege"), "direct messages: no privilege"),
    "a warning": (replace(GOOD, warnings=("turn it off",)), "turn it off"),
}


@pytest.mark.parametrize(("probe", "why"), WRONG.values(), ids=WRONG)
def test_what_the_platform_says_against_it_is_told(probe, why):
    found = verdict(probe)
    assert (found.kind, len(found.problems)) == ("warning", 1)
    assert found.problems[0].startswith(why)


def test_a_warning_about_direct_messages_is_told_once():
    assert verdict(replace(GOOD, direct_messages="no scope", warnings=("no scope",))).problems == ("no scope",)


def test_a_refused_credential_is_told_by_the_kind_of_its_error():
    found = verdict(Reconnect("log in again"))
    assert (found.kind, found.problems, found.is_good) == ("auth_reconnect", ("log in again",), False)


def test_a_bluesky_handle_must_agree_whole():
    assert verdict(replace(GOOD, handle="Selby.example"), BLUESKY).is_good
    assert not verdict(replace(GOOD, handle="selby.test"), BLUESKY).is_good
