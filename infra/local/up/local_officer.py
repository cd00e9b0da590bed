"""The officer of the local run: keeps a token for the API and shows commands to copy."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.cli.posts.api import PostApi
from infra.local.simulators.registry import SIMULATORS
from infra.local.up.officer_sign_in import OfficerSession
from watchdesk.core.account import Account
from watchdesk.core.http_client import Urllib3Client
from watchdesk.core.platform_facts import Capability
from watchdesk.core.principal import Subject
from watchdesk.platforms.registry import FACTS

DISTRICT = "Selby"
"""The officer publishes on the accounts of this district."""
ATTRIBUTION_FORM = "full"


@dataclass(frozen=True, slots=True)
class LocalOfficer:
    """An officer who signs in at the local stack."""

    url: str
    token_file: Path
    """The file that holds the token; only the user who runs this can read it."""
    sign_in: Callable[[], OfficerSession]

    def renew_token(self) -> Subject:
        """Sign in again, store the new token, and return whose it is."""
        session = self.sign_in()
        self.token_file.touch(mode=0o600)
        self.token_file.write_text(session.token)
        return session.subject

    def api(self) -> PostApi:
        """Return a client of the API of posts that sends the stored token."""
        return PostApi(url=self.url, token=self.token_file.read_text(), http=Urllib3Client(), pause=time.sleep)

    def example_commands(self, accounts: Sequence[Account]) -> tuple[str, ...]:
        """Return three commands for another terminal: the address and the token, a post, and a call of the API."""
        to = " ".join(f"--to {account.id}" for account in officer_accounts(accounts))
        return (
            f"export WATCHDESK_API={self.url} WATCHDESK_TOKEN=$(cat {self.token_file})",
            f'.venv/bin/watchdesk post {to} --as {ATTRIBUTION_FORM} --wait "The A19 at Selby is open again."',
            'curl -H "Authorization: Bearer $WATCHDESK_TOKEN" $WATCHDESK_API/v1/posts',
        )


def officer_accounts(accounts: Sequence[Account]) -> tuple[Account, ...]:
    """Return the accounts of the officer's district that posts can go out on, in the order of the simulators."""
    simulated = list(SIMULATORS)
    theirs = [
        account
        for account in accounts
        if account.district == DISTRICT and Capability.PUBLISH in FACTS[account.platform].can
    ]
    return tuple(sorted(theirs, key=lambda account: simulated.index(account.platform)))
