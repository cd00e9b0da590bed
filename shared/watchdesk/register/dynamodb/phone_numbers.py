"""Facts about people's numbers, in the `register` table: `pk` is "number", `sk` is the person's id."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from watchdesk.aws.dynamodb.codec import instant, read
from watchdesk.aws.dynamodb.table import Table
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.domain.phone_number import PhoneNumberRecord, fingerprint

NUMBER = "number"


@dataclass(frozen=True, slots=True)
class DynamoPhoneNumbers:
    """The port PhoneNumbers. Writing needs only the right to UpdateItem, and reading only that to Query.

    Every fact is stored with the fingerprint of its number in one unconditional write. So two facts that come at
    once, or one that comes twice, do not undo each other.
    """

    table: Table

    def prove(self, person: Person, now: datetime) -> None:
        self._store(person, "SET #proved_number = :number, #proved_at = :now", now)

    def opt_out(self, person: Person, now: datetime) -> None:
        self._store(person, "SET #opted_out_number = :number, #opted_out_at = :now", now)

    def opt_in(self, person: Person) -> None:
        self.table.update(_key(person), "REMOVE #opted_out_number, #opted_out_at", "", {})

    def all(self) -> Mapping[PersonId, PhoneNumberRecord]:
        found = self.table.query("#pk = :kind", {":kind": NUMBER})
        return {PersonId(item["sk"]): read(PhoneNumberRecord, {**item, "person": item["sk"]}) for item in found}

    def _store(self, person: Person, change: str, now: datetime) -> None:
        values = {":number": fingerprint(person), ":now": instant(now)}
        self.table.update(_key(person), change, "", values)


def _key(person: Person) -> dict[str, str]:
    return {"pk": NUMBER, "sk": person.id}
