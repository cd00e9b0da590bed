"""Verify every phone number as an operator would: send a code, read it on the phone, and confirm it."""

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
TEXT_WITHIN_SECONDS = 10.0
"""A text must be on its phone within this time."""


def verify_numbers(
    register: DeclaredRegister, clients: LocalAwsClients, outputs: Mapping[str, str], phones: SimulatedPhones
) -> int:
    """Verify all numbers that are not verified yet, and return how many. Raises RefusedError if a code is lost."""
    table, clock = Table(clients.dynamodb, outputs["RegisterTableName"]), SystemClock()
    verifier = number_verifier(table, SnsChannel(clients.sns), clock, register.force.short_name)
    people = [person for person in DynamoRegister(table, clock).people() if not person.can_be_texted]
    for person in people:
        _verify(person, verifier, phones)
    return len(people)


def _verify(person: Person, verifier: NumberVerifier, phones: SimulatedPhones) -> None:
    texts_before = len(phones.all_texts())
    verifier.send(person)
    result = verifier.confirm(person, _received_code(person.phone, phones, texts_before))
    if result is not CodeResult.PROVED:
        raise RefusedError(f"the number of {person.id} could not be verified: {result}")


def _received_code(phone: str, phones: SimulatedPhones, texts_before: int) -> str:
    end = time.monotonic() + TEXT_WITHIN_SECONDS
    while time.monotonic() < end:
        codes = _codes_in(text.body for text in phones.all_texts()[texts_before:] if text.phone == phone)
        if codes:
            return codes[-1]
        time.sleep(0.1)
    raise RefusedError(f"no code arrived on {phone} within {TEXT_WITHIN_SECONDS:.0f} s")


def _codes_in(bodies: Iterable[str]) -> list[str]:
    return [found.group() for found in map(CODE.search, bodies) if found]
