"""Codes that wait to be read back, in memory."""

from dataclasses import replace

from infra.cli.numbers.codes import SentCode
from watchdesk.register.domain.person import PersonId


class FakeCodeStore:
    """CodeShelf."""

    def __init__(self) -> None:
        self.codes: dict[PersonId, SentCode] = {}

    def put(self, code: SentCode) -> None:
        self.codes[code.person] = code

    def try_one(self, person: PersonId) -> SentCode | None:
        code = self.codes.get(person)
        if code is None or code.tries < 1:
            return None
        self.codes[person] = replace(code, tries=code.tries - 1)
        return self.codes[person]

    def take(self, code: SentCode) -> bool:
        kept = self.codes.get(code.person)
        if kept is None or kept.digest != code.digest:
            return False
        del self.codes[code.person]
        return True
