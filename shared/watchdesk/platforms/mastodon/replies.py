"""Whom a post answers. It must name these people, and be no more public than their words."""

from dataclasses import dataclass
from urllib.parse import quote

from watchdesk.core.errors import Gone, Refused
from watchdesk.platforms.mastodon.client import Call, MastodonClient
from watchdesk.platforms.mastodon.wire import Addressing, Lenient, Writer
from watchdesk.publishing.domain.mentions import with_mention
from watchdesk.publishing.ports.posts import OutgoingPart

WIDTHS = ("public", "unlisted", "private", "direct")
"""Visibilities, from the widest. A status with an unknown visibility is answered as if it were direct."""

OPEN = ("public", "unlisted")


class _Answered(Addressing):
    account: Lenient[Writer] = None

    @property
    def width(self) -> str:
        return self.visibility if self.visibility in WIDTHS else "direct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A part as this server must be given it."""

    text: str
    visibility: str


def wording(client: MastodonClient, part: OutgoingPart) -> Wording:
    """Return the text and visibility.

    Raises Refused if what it answers is gone, or nobody can tell whose it is.
    """
    if part.reply_to is None:
        return Wording(text=part.text, visibility=part.visibility)
    answered = _answered(client, part.reply_to)
    return Wording(
        text=_to(_readers(answered, client.own_id()), part.text),
        visibility=max(part.visibility, answered.width, key=WIDTHS.index),
    )


def rewording(standing: Addressing, text: str, us: str) -> str:
    """Return the new text of a post that is out. It still names everybody whom the old text had to name."""
    return _to(_told(standing, us), text)


def _to(handles: list[str], text: str) -> str:
    for handle in reversed(handles):
        text = with_mention(text, handle)
    return text


def _answered(client: MastodonClient, status: str) -> _Answered:
    call = Call(name="answered status", path=f"/api/v1/statuses/{quote(status, safe='')}")
    try:
        raw = client.get(call)
    except Gone as error:
        raise Refused("what it answers is gone, or hidden from this account") from error
    return _Answered.model_validate(raw if isinstance(raw, dict) else {})


def _readers(answered: _Answered, us: str) -> list[str]:
    """Return who must be named in order to be told.

    What continues a private post of ours names its readers again.
    """
    if answered.account is None:
        raise Refused("the server does not say whose words it answers")
    if answered.account.id != us:
        return [answered.account.handle]
    return [] if answered.visibility in OPEN else _told(answered, us)


def _told(standing: Addressing, us: str) -> list[str]:
    """Return the people named by a status of ours who see it only for that reason, and those whom it answers."""
    is_open = standing.visibility in OPEN
    return [
        person.acct
        for person in standing.mentions
        if person.acct and person.id != us and (not is_open or person.id == standing.in_reply_to_account_id)
    ]
