"""The texts that reached a phone, as the local AWS keeps them."""

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
    body: str
    at: datetime

    @property
    def link(self) -> str | None:
        """The signed link in the text, if it has one."""
        found = LINK.search(self.body)
        return found.group() if found else None

    @property
    def link_token(self) -> LinkToken | None:
        """The alert and the notification that the link is for."""
        found = LINK.search(self.body)
        return parse_token(found.group(1)) if found else None


class SimulatedPhones:
    """The phones of all people in the register. Read them often: a stored text carries no time of its own."""

    def __init__(self, aws: LocalAwsSettings) -> None:
        self._url = f"{aws.endpoint}/_ministack/sns/sms-messages"
        self._texts: dict[str, ReceivedText] = {}

    def all_texts(self) -> tuple[ReceivedText, ...]:
        """Return all texts so far, in the order in which they arrived."""
        response = urllib3.request("GET", self._url, retries=False, timeout=5)
        now = datetime.now(UTC)
        for phone, records in json.loads(response.data)["sms_messages"].items():
            for record in records:
                text = ReceivedText(record["MessageId"], phone, record["Message"], now)
                self._texts.setdefault(text.id, text)
        return tuple(self._texts.values())
