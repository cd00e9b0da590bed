"""What an AWS account is with the provider of its texts, and what keeps a text from arriving."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, Self

from watchdesk.alerting.sms.alert_text import check_link_base
from watchdesk.core.errors import Defect
from watchdesk.oversight.ports import SmsAccount

SPEND_WARNING = 0.8
"""The share of the month's limit from which on the limit should be raised, which takes AWS a day or more."""


MakeClient = Callable[[str], Any]
"""Makes a client of the named service, as `boto3.client` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsAccountStatus:
    provider: str
    is_in_sandbox: bool = False
    spent: float = 0.0
    limit: float = 0.0
    """US dollars this month."""
    opted_out: int = 0
    """How many numbers. Which ones is never told."""
    settings: Mapping[str, str]
    """Other settings of the provider, under its own names."""
    problems: Sequence[str]
    """What keeps a text from arriving, or its delivery report from reaching this stack."""


class SmsAccountSetup(Protocol):
    def status(self, now: datetime) -> SmsAccountStatus:
        """Ask the provider. Raises what `watchdesk.aws.errors` makes of its refusals."""
        ...

    def set_up(self, spend_limit: int | None) -> Sequence[str]:
        """Give the provider the settings that this stack needs, and return a line for each. Safe to repeat."""
        ...


def account_status(
    provider: str, account: SmsAccount, now: datetime, settings: Mapping[str, str], problems: Sequence[str]
) -> SmsAccountStatus:
    sandbox, spend = account.is_in_sandbox(), account.spend(now)
    found = list(problems)
    if sandbox:
        found.insert(
            0, "the account is in the sandbox: only numbers verified there get a text; ask AWS to lift it"
        )
    if spend.spent >= spend.limit * SPEND_WARNING:
        found.append(
            f"{spend.spent:.2f} of {spend.limit:.2f} US dollars are spent this month, and at the limit texts stop "
            "without a word: ask AWS for more, then say `watchdesk sms setup --spend-limit`"
        )
    return SmsAccountStatus(
        provider=provider,
        is_in_sandbox=sandbox,
        spent=spend.spent,
        limit=spend.limit,
        opted_out=len(account.opted_out()),
        settings=settings,
        problems=found,
    )


def link_problems(base: str) -> list[str]:
    """Return a problem if a text has no room for the links of a stack with this address."""
    try:
        check_link_base(base)
    except Defect as error:
        return [f"{error}: give the API a shorter address ({base})"]
    return []


@dataclass(frozen=True, slots=True)
class NoSmsAccount:
    """The setup of a stack in maintenance."""

    @classmethod
    def of_stack(cls, outputs: Mapping[str, str], client: MakeClient) -> Self:  # noqa: ARG003  as other setups
        return cls()

    def status(self, now: datetime) -> SmsAccountStatus:  # noqa: ARG002  the protocol's
        problem = "SmsProvider is none: nobody is texted at all, whatever waits; deploy the stack with another"
        return SmsAccountStatus(provider="none", settings={}, problems=[problem])

    def set_up(self, spend_limit: int | None) -> Sequence[str]:  # noqa: ARG002  the protocol's
        return []
