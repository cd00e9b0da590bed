"""The messages of the invented public get the urgency they are meant to have."""

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from infra.cli.register.load import load_register
from infra.local.up.public_messages import WORDS, public_message, public_messages
from watchdesk.core.message import Urgency
from watchdesk.inbox.domain.triage import triage

REGISTER = load_register(Path("examples/north-yorkshire.yaml"))
ACCOUNTS = REGISTER.accounts


@pytest.mark.parametrize(("meant", "words"), [(urgency, words) for urgency in WORDS for words in WORDS[urgency]])
@pytest.mark.parametrize("policy", REGISTER.policies, ids=lambda policy: policy.id)
def test_the_example_register_sees_what_the_public_means(meant, words, policy):
    assert triage(words, policy.triage)[0] is meant


def test_the_same_seed_writes_the_same_messages():
    def first(seed):
        return list(islice(public_messages(ACCOUNTS, Random(seed)), 20))  # noqa: S311  repeatable, not secret

    assert first("a") == first("a")
    assert first("a") != first("b")


def test_every_account_every_urgency_and_both_ways_of_writing_occur():
    written = list(islice(public_messages(ACCOUNTS, Random("many")), 500))  # noqa: S311

    assert {message.account.id for message in written} == {account.id for account in ACCOUNTS}
    assert {message.urgency for message in written} == set(Urgency)
    assert {message.action for message in written} == {"mentions", "messages"}


def test_a_message_of_an_urgency_has_a_text_of_it():
    written = public_message(ACCOUNTS[0], Urgency.URGENT, Random("x"))  # noqa: S311

    assert written.text in WORDS[Urgency.URGENT]


def test_some_write_in_welsh_and_some_with_emoji():
    everything = " ".join(words for group in WORDS.values() for words in group)

    assert "Diolch" in everything
    assert any(ord(character) > 0x1F000 for character in everything)
