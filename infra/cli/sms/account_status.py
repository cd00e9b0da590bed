"""How an account stands with the provider of its texts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from watchdesk.alerting.sms.alert_text import check_link_base
from watchdesk.core.errors import Defect
from watchdesk.oversight.ports import SmsAccount

SPEND_WARNING = 0.8
"""Of the month's limit: from here on the limit should be raised, which takes AWS a day or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsAccountStatus:
    provider: str
    is_in_sandbox: bool = False
    spent: float = 0.0
    limit: float = 0.0
    """US dollars this month."""
    opted_out: int = 0
    """How many numbers; which ones stands nowhere."""
    settings: Mapping[str, str]
    """What else the provider was told, in its own words."""
    problems: Sequence[str]
    """What keeps a text from arriving, or its fate from being known. Empty: nothing does."""


class SmsAccountSetup(Protocol):
    def standing(self, now: datetime) -> SmsAccountStatus: ...

    def set_up(self, spend_limit: int | None) -> Sequence[str]:
        """Tell the provider what this stack needs, and return what it was told. Safe to repeat."""
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
    """Whether a text has room for the links of a stack with this address."""
    try:
        check_link_base(base)
    except Defect as error:
        return [f"{error}: give the API a shorter address ({base})"]
    return []


@dataclass(frozen=True, slots=True)
class NoSmsAccount:
    """A stack in maintenance."""

    def standing(self, now: datetime) -> SmsAccountStatus:  # noqa: ARG002  the protocol's
        problem = "SmsProvider is none: nobody is texted at all, whatever waits; deploy the stack with another"
        return SmsAccountStatus(provider="none", settings={}, problems=[problem])

    def set_up(self, spend_limit: int | None) -> Sequence[str]:  # noqa: ARG002  the protocol's
        return []


MakeClient = Callable[[str], Any]
"""Makes a client of the service named, as `boto3.client` does."""
