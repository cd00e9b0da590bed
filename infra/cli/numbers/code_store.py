"""Codes that were sent, in the `register` table: `pk` is "number_code", `sk` is the person's id."""

from dataclasses import dataclass

from infra.cli.numbers.codes import SentCode
from infra.cli.numbers.verify_number import NumberVerifier
from watchdesk.alerting.ports.channels import Channel
from watchdesk.aws.dynamodb.codec import attributes, read
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.clock import Clock
from watchdesk.register.domain.person import PersonId
from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers


@dataclass(frozen=True, slots=True)
class DynamoCodeStore:
    """The port CodeStore."""

    table: Table

    def put(self, code: SentCode) -> None:
        # The tries are written even at their default, because `try_one` counts the stored value down.
        body = {**attributes(code, but=("person",)), "tries": code.tries}
        self.table.put({**_key(code.person), **body})

    def try_one(self, person: PersonId) -> SentCode | None:
        try:
            found = self.table.update(
                _key(person),
                "SET #tries = #tries - :one",
                "#tries > :none",
                {":one": 1, ":none": 0},
                return_item=True,
            )
        except ConditionFailed:
            return None
        return read(SentCode, {**found, "person": person})

    def take(self, code: SentCode) -> bool:
        """Set the tries to zero. Only `put` stores a new code."""
        try:
            self.table.update(
                _key(code.person),
                "SET #tries = :none REMOVE #digest",
                "#digest = :digest",
                {":none": 0, ":digest": code.digest},
            )
        except ConditionFailed:
            return False
        return True


def number_verifier(register: Table, channel: Channel, clock: Clock, force: str) -> NumberVerifier:
    """Return the verifier over the `register` table of a stack. `force` is the name at the beginning of texts."""
    codes, numbers = DynamoCodeStore(register), DynamoPhoneNumbers(register)
    return NumberVerifier(codes=codes, channel=channel, numbers=numbers, clock=clock, force=force)


def _key(person: PersonId) -> dict[str, str]:
    return {"pk": "number_code", "sk": person}
