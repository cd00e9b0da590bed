"""Whether a credential is good for everything the feeds need."""

from watchdesk.core.account import Account, Surface
from watchdesk.core.clock import Clock
from watchdesk.core.errors import WatchdeskError
from watchdesk.platforms.bluesky.chat import ChatFeed
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.credential import ProbeResult


def probe(account: Account, client: BlueskyClient, clock: Clock) -> ProbeResult:
    """Log in and return what the credential can do. Raises Reconnect or AccountState as the server answers."""
    tokens = client.session.open_anew()
    return ProbeResult(
        handle=tokens.handle,
        native_id=tokens.did,
        state="active",
        direct_messages=_direct_messages(account, client, clock),
    )


def _direct_messages(account: Account, client: BlueskyClient, clock: Clock) -> str:
    if Surface.DIRECT_MESSAGE not in account.surfaces:
        return "not watched"
    try:
        ChatFeed(client, clock).probe()
    except WatchdeskError as error:
        return str(error)
    return "readable"
