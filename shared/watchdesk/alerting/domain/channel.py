"""What Watchdesk knows of an alert channel without using it, and the message that a channel takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from watchdesk.register.domain.person import Person


class AddressKind(StrEnum):
    """The kind of address a channel sends to."""

    PHONE = "phone"
    EMAIL = "email"

    def of(self, person: Person) -> str:
        """Return the person's address of this kind, or an empty string if they have none."""
        match self:
            case AddressKind.PHONE:
                return person.phone
            case AddressKind.EMAIL:
                return person.email


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSetting:
    """A setting that a channel reads. Its environment variable is `WATCHDESK_` and the name in capital letters."""

    name: str
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFacts:
    """What can be said of a channel before a client of its provider exists."""

    name: str
    """The name by which the settings of a stack choose the channel."""
    title: str
    """The name that operators read."""
    address: AddressKind
    settings: tuple[ChannelSetting, ...] = ()
    max_septets: int | None = None
    """The longest body in septets of GSM-7; None if every body that Watchdesk composes is short enough."""
    reports_delivery: bool = False
    """Whether the provider later reports what became of a message."""
    reaches_people: bool = True
    """False for the channel of a stage in maintenance, which discards every message."""

    def missing_settings(self, given: Mapping[str, str]) -> tuple[str, ...]:
        """Return the names of the required settings that are absent or empty."""
        return tuple(each.name for each in self.settings if each.is_required and not given.get(each.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelMessage:
    """One message to one address. Neither the address nor the body is ever shown."""

    address: str = field(repr=False)
    """A phone number in E.164, or an email address, as the facts of the channel say."""
    body: str = field(repr=False)
    subject: str = ""
    """A channel for phones ignores the subject."""
    context: Mapping[str, str] = field(default_factory=dict)
    """At most five ids of our own. A provider that keeps a context repeats it in its delivery reports."""
