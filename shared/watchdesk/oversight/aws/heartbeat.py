"""Sends the heartbeat to a monitor outside AWS, which alarms if the heartbeat stops."""

from dataclasses import dataclass, field

from watchdesk.core.errors import TryLater
from watchdesk.core.http_client import HttpClient

SECURE = "https://"


@dataclass(frozen=True, slots=True)
class HttpHeartbeat:
    """The port Heartbeat. The address is a secret, because anybody who knows it could send false heartbeats."""

    http: HttpClient = field(repr=False)
    url: str = field(repr=False)
    """The address of the monitor, which must be https. It is empty if there is no monitor."""

    def beat(self) -> bool:
        if not self.url:
            return False
        if not self.url.startswith(SECURE):
            raise TryLater("the heartbeat's address is not https")
        response = self.http.send("GET", self.url)
        if not response.ok:
            raise TryLater(f"the heartbeat was answered {response.status}")
        return True
