"""The way a message reaches a person, whichever provider carries it."""

from typing import Protocol

from watchdesk.alerting.domain.channel import ChannelFacts, ChannelMessage


class Channel(Protocol):
    """One way to reach people. docs/adding-a-channel.md says how another one is added."""

    @property
    def facts(self) -> ChannelFacts: ...

    @property
    def takes_replies(self) -> bool:
        """Whether what a person sends back to the sender of a message reaches this stack."""
        ...

    def send(self, message: ChannelMessage) -> str:
        """Hand the message over once and return the provider's id for it. Delivery reports carry the same id.

        Raises TryLater or NeedsAPerson if the message was certainly not sent, Refused if this address will never
        take one, OptedOut if its owner has asked for no more, and Unconfirmed if the provider's answer was lost.
        """
        ...
