"""The heartbeat to a monitor outside AWS: when it stays away, whoever watches there is told."""

from dataclasses import dataclass, field

from watchdesk.core.errors import TryLater
from watchdesk.core.http_client import HttpClient

SECURE = "https://"


@dataclass(frozen=True, slots=True)
class HttpHeartbeat:
    """The port Heartbeat. The address is as good as a password for silence: whoever has it can fake our health."""

    http: HttpClient = field(repr=False)
    url: str = field(repr=False)
    """Empty: nobody listens. Only https, and no redirect is followed anywhere."""

    def beat(self) -> bool:
        if not self.url:
            return False
        if not self.url.startswith(SECURE):
            raise TryLater("the heartbeat's address is not https")
        reply = self.http.send("GET", self.url)
        if not reply.ok:
            raise TryLater(f"the heartbeat was answered {reply.status}")
        return True
