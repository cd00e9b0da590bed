"""Proves every number as an operator would: a code goes out, is read on the phone, and comes back."""

import re
import time
from collections.abc import Iterable, Mapping

from infra.cli.exits import RefusedError
from infra.cli.numbers.code_store import number_verifier
from infra.cli.numbers.codes import DIGITS
from infra.cli.numbers.verify_number import CodeResult, NumberVerifier
from infra.cli.register.declared import DeclaredRegister
from infra.local.up.clients import LocalAwsClients
from infra.local.up.received_texts import SimulatedPhones
from watchdesk.alerting.channels.sns.channel import SnsChannel
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.system_clock import SystemClock
from watchdesk.register.domain.person import Person
from watchdesk.register.dynamodb.register import DynamoRegister

CODE = re.compile(rf"\b\d{{{DIGITS}}}\b")
WITHIN = 10.0
"""Seconds a text may take to be on its phone."""


def verify_numbers(
    register: DeclaredRegister, clients: LocalAwsClients, outputs: Mapping[str, str], phones: SimulatedPhones
) -> int:
    """Prove those that are not proved yet, and say how many that were. Raises RefusedError if a code gets lost."""
    table, clock = Table(clients.dynamodb, outputs["RegisterTableName"]), SystemClock()
    check = number_verifier(table, SnsChannel(clients.sns), clock, register.force.short_name)
    people = [person for person in DynamoRegister(table, clock).people() if not person.can_be_texted]
    for person in people:
        _prove(person, check, phones)
    return len(people)


def _prove(person: Person, check: NumberVerifier, phones: SimulatedPhones) -> None:
    seen = len(phones.look())
    check.send(person)
    verdict = check.confirm(person, _code_on(person.phone, phones, seen))
    if verdict is not CodeResult.PROVED:
        raise RefusedError(f"the number of {person.id} could not be proved: {verdict}")


def _code_on(phone: str, phones: SimulatedPhones, seen: int) -> str:
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        codes = _codes(text.words for text in phones.look()[seen:] if text.phone == phone)
        if codes:
            return codes[-1]
        time.sleep(0.1)
    raise RefusedError(f"no code came to {phone} within {WITHIN:.0f} s")


def _codes(texts: Iterable[str]) -> list[str]:
    return [found.group() for found in map(CODE.search, texts) if found]
