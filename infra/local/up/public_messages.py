"""The invented public of the local run: who writes to the simulated accounts, and what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from watchdesk.core.account import Account
from watchdesk.core.message import Urgency

MEMBERS = ("ana", "gareth", "priya", "tomos", "wren", "olu", "mags", "idris", "noor", "bryn")

WORDS: dict[Urgency, tuple[str, ...]] = {
    Urgency.URGENT: (
        "A man outside the Co-op in Station Road has a knife, please send someone",
        "They are breaking in now, back door of number 12 😰 please hurry",
        "My brother is not breathing, we are at the boating lake",
        "Mae ganddo gyllell, wrth yr orsaf fysiau. Brysiwch os gwelwch yn dda 🙏",
    ),
    Urgency.PRIORITY: (
        "My nan has gone missing, she left the house at nine and has no coat",
        "We've been burgled while we were at chapel 😡 who do I tell?",
        "Mae rhywun wedi dwyn fy meic o flaen y llyfrgell 🚲",
        "Our lad has been scammed out of his savings by someone saying they were the bank",
    ),
    Urgency.ROUTINE: (
        "Is the road over the tops open again yet?",
        "Thank you for finding our dog 🐕💙 he is asleep by the fire",
        "How do I hand in an old shotgun certificate?",
        "Diolch am ddod i'r ysgol heddiw! Roedd y plant wrth eu bodd 👮‍♀️👏",
        "Cars racing round the retail park every Friday night, can something be done?",
        "<b>What time</b> does the front counter close on Sunday?",
    ),
}
WEIGHTS: dict[Urgency, int] = {Urgency.URGENT: 2, Urgency.PRIORITY: 3, Urgency.ROUTINE: 5}
DIRECT_SHARE = 0.3
"""The share of messages that are private."""


@dataclass(frozen=True, slots=True)
class PublicMessage:
    """One message that a member of the public is about to write. `urgency` is what triage should find."""

    member: str
    action: str
    account: Account
    text: str
    urgency: Urgency


def public_messages(accounts: Sequence[Account], random: Random) -> Iterator[PublicMessage]:
    """Yield messages to random accounts without end. The same random seed gives the same messages."""
    while True:
        yield public_message(
            random.choice(accounts), random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0], random
        )


def public_message(account: Account, urgency: Urgency, random: Random) -> PublicMessage:
    """Return a random message of this urgency to this account."""
    action = "messages" if random.random() < DIRECT_SHARE else "mentions"
    return PublicMessage(random.choice(MEMBERS), action, account, random.choice(WORDS[urgency]), urgency)
