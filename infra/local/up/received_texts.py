"""The texts that reached a phone, as the local AWS kept them."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

import urllib3

from infra.local.aws.environment import LocalAwsSettings
from watchdesk.alerting.domain.signed_link import LinkToken, parse_token

LINK = re.compile(r"https?://\S+/a/(\S+)")


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """One text on one phone. `at` is when it was first seen there."""

    id: str
    phone: str
    words: str
    at: datetime

    @property
    def link(self) -> str | None:
        found = LINK.search(self.words)
        return found.group() if found else None

    @property
    def claim(self) -> LinkToken | None:
        """Which alert and which notification its link is for."""
        found = LINK.search(self.words)
        return parse_token(found.group(1)) if found else None


class SimulatedPhones:
    """Every phone of the people in the register. Look often: a text carries no time of its own."""

    def __init__(self, place: LocalAwsSettings) -> None:
        self._url = f"{place.endpoint}/_ministack/sns/sms-messages"
        self._seen: dict[str, ReceivedText] = {}

    def look(self) -> tuple[ReceivedText, ...]:
        """All texts so far, in the order in which they came."""
        answer = urllib3.request("GET", self._url, retries=False, timeout=5)
        now = datetime.now(UTC)
        for phone, records in json.loads(answer.data)["sms_messages"].items():
            for record in records:
                text = ReceivedText(record["MessageId"], phone, record["Message"], now)
                self._seen.setdefault(text.id, text)
        return tuple(self._seen.values())
