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


class _AnsweredStatus(Addressing):
    account: Lenient[Writer] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWording:
    """A part as this server must be given it."""

    text: str
    visibility: str


def reply_wording(client: MastodonClient, part: OutgoingPart) -> ReplyWording:
    """Return the text and visibility.

    Raises Refused if what it answers is gone, or nobody can tell whose it is.
    """
    if part.reply_to is None:
        return ReplyWording(text=part.text, visibility=part.visibility)
    answered = _answered_status(client, part.reply_to)
    return ReplyWording(
        text=_with_mentions(_people_to_name(answered, client.own_id()), part.text),
        visibility=max(part.visibility, width_of(answered), key=WIDTHS.index),
    )


def width_of(status: Addressing) -> str:
    """Return the visibility of the status, or `direct` for an unknown one."""
    return status.visibility if status.visibility in WIDTHS else "direct"


def is_wider(status: Addressing, asked: str) -> bool:
    """Say whether the server says that it shows the status to more people than was asked."""
    return WIDTHS.index(width_of(status)) < WIDTHS.index(asked)


def edited_text(standing: Addressing, text: str, us: str) -> str:
    """Return the new text of a post that is out. It still names everybody whom the old text had to name."""
    return _with_mentions(_people_to_keep_named(standing, us), text)


def _with_mentions(handles: list[str], text: str) -> str:
    for handle in reversed(handles):
        text = with_mention(text, handle)
    return text


def _answered_status(client: MastodonClient, status: str) -> _AnsweredStatus:
    call = Call(name="answered status", path=f"/api/v1/statuses/{quote(status, safe='')}")
    try:
        raw = client.get(call)
    except Gone as error:
        raise Refused("what it answers is gone, or hidden from this account") from error
    return _AnsweredStatus.model_validate(raw if isinstance(raw, dict) else {})


def _people_to_name(answered: _AnsweredStatus, us: str) -> list[str]:
    """Return who must be named in order to be told.

    What continues a private post of ours names its readers again.
    """
    if answered.account is None:
        raise Refused("the server does not say whose words it answers")
    if answered.account.id != us:
        return [answered.account.handle]
    return [] if answered.visibility in OPEN else _people_to_keep_named(answered, us)


def _people_to_keep_named(standing: Addressing, us: str) -> list[str]:
    """Return the people named by a status of ours who see it only for that reason, and those whom it answers."""
    is_open = standing.visibility in OPEN
    return [
        person.acct
        for person in standing.mentions
        if person.acct and person.id != us and (not is_open or person.id == standing.in_reply_to_account_id)
    ]
