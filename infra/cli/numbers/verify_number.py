"""Proves that a number reaches its person, who reads back a code that was sent to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from secrets import randbelow, token_hex

from infra.cli.numbers.codes import DIGITS, LIFE, CodeStore, SentCode, digest_of
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.alerting.ports.channels import Channel
from watchdesk.core.clock import Clock
from watchdesk.register.domain.person import Person
from watchdesk.register.domain.phone_number import fingerprint
from watchdesk.register.ports import PhoneNumbers


def _random_code() -> str:
    return f"{randbelow(10**DIGITS):0{DIGITS}}"


def _random_salt() -> str:
    return token_hex(16)


class CodeResult(StrEnum):
    """The result for a code that was read back."""

    PROVED = "proved"
    WRONG = "wrong"
    LATE = "late"
    ANOTHER_NUMBER = "another_number"
    NOTHING_SENT = "nothing_sent"
    """No code is stored, because none was sent, it was used, or it was wrong too often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberVerifier:
    """Sends codes and checks them. Only the right code in time changes anything."""

    codes: CodeStore
    channel: Channel
    numbers: PhoneNumbers
    clock: Clock
    force: str
    """The name at the beginning of texts."""
    new_code: Callable[[], str] = field(default=_random_code)
    new_salt: Callable[[], str] = field(default=_random_salt)

    def send(self, person: Person) -> None:
        """Text a code to the number the person has now. It replaces one that was sent before.

        Raises what Channel.send raises. The code is stored first, since a text whose answer was lost may arrive.
        """
        code, salt = self.new_code(), self.new_salt()
        self.codes.put(
            SentCode(
                person=person.id,
                number=fingerprint(person),
                salt=salt,
                digest=digest_of(code, salt),
                expires_at=self.clock.now() + LIFE,
            )
        )
        self._text(person, code_text(self.force, code))

    def confirm(self, person: Person, code: str) -> CodeResult:
        """Prove the number if this is the code that was sent to it. Every call uses up one try first."""
        sent = self.codes.try_one(person.id)
        if sent is None:
            return CodeResult.NOTHING_SENT
        if sent.number != fingerprint(person):
            return CodeResult.ANOTHER_NUMBER
        if self.clock.now() >= sent.expires_at:
            return CodeResult.LATE
        if not sent.matches("".join(code.split())):
            return CodeResult.WRONG
        if not self.codes.take(sent):
            return CodeResult.NOTHING_SENT
        self.numbers.prove(person, self.clock.now())
        return CodeResult.PROVED

    def test(self, person: Person) -> None:
        """Text words that ask for nothing. Raises what Channel.send raises."""
        self._text(person, test_text(self.force))

    def _text(self, person: Person, words: str) -> None:
        self.channel.send(ChannelMessage(address=person.phone, body=words))


def code_text(force: str, code: str) -> str:
    """Return the text, one part of GSM-7. The code is its only number, so that a phone offers to copy it."""
    return f"{force}: {code} is your Watchdesk code. Tell it to whoever set up this phone, and to nobody else."


def test_text(force: str) -> str:
    return f"{force}: this is a test. Watchdesk alerts reach this phone. Nothing is to be done."
