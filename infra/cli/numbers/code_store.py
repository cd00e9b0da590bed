"""Codes that wait to be read back, in the `register` table: `pk` is "number_code", `sk` the person's id."""

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
        # The tries are written even when none is used yet: they are counted down where they lie.
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
        """An empty shelf is one without tries: nobody but `put` fills it again."""
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
    """On the `register` table of a stack. `force` is what a text begins with."""
    shelf, book = DynamoCodeStore(register), DynamoPhoneNumbers(register)
    return NumberVerifier(codes=shelf, channel=channel, numbers=book, clock=clock, force=force)


def _key(person: PersonId) -> dict[str, str]:
    return {"pk": "number_code", "sk": person}
