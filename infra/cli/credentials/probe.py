"""Proves that an account's credential does what the register needs of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from watchdesk.core.account import Account, Platform
from watchdesk.core.errors import WatchdeskError
from watchdesk.platforms.contract import Prober
from watchdesk.platforms.credential import ProbeResult
from watchdesk.platforms.registry import FACTS

_FINE = ("readable", "not watched")


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialStatus:
    account: str
    kind: str
    """`ok`, `warning`, or the kind of the error."""
    handle: str
    problems: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not self.problems


def check_credential(account: Account, probers: Mapping[Platform, Prober]) -> CredentialStatus:
    """Check one account. Errors become part of the status, so that other accounts can be checked too."""
    try:
        probe = probers[account.platform].probe(account)
    except WatchdeskError as error:
        return CredentialStatus(account=account.id, kind=error.kind, handle="", problems=(str(error),))
    problems = _problems(account, probe)
    return CredentialStatus(
        account=account.id, kind="warning" if problems else "ok", handle=probe.handle, problems=problems
    )


def _problems(account: Account, probe: ProbeResult) -> tuple[str, ...]:
    found = list(probe.warnings)
    if probe.state != "active":
        found.insert(0, f"the platform says the account is {probe.state}")
    if _user(account, probe.handle) != _user(account, account.handle):
        found.append(f"it belongs to {probe.handle}, but the register declares {account.handle}")
    if probe.direct_messages not in (*_FINE, *found):
        found.append(f"direct messages: {probe.direct_messages}")
    return tuple(found)


def _user(account: Account, handle: str) -> str:
    """Return the part of a handle that must agree: a server may leave its own name out of its handles."""
    plain = handle.removeprefix("@").casefold()
    return plain.partition("@")[0] if FACTS[account.platform].handle_names_server else plain
