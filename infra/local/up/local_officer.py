"""The officer at this machine: signed in, with the API at hand and the lines to copy."""

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
"""Whose accounts the officer publishes on."""
ATTRIBUTION_FORM = "full"


@dataclass(frozen=True, slots=True)
class LocalOfficer:
    url: str
    token_file: Path
    """Holds the token, for whoever runs this alone."""
    sign_in: Callable[[], OfficerSession]

    def renew(self) -> Subject:
        """Keep a new token; whose it is."""
        signed = self.sign_in()
        self.token_file.touch(mode=0o600)
        self.token_file.write_text(signed.token)
        return signed.subject

    def api(self) -> PostApi:
        return PostApi(url=self.url, token=self.token_file.read_text(), http=Urllib3Client(), pause=time.sleep)

    def lines(self, accounts: Sequence[Account]) -> tuple[str, ...]:
        """What to type in another terminal: the token and the address, a post, and the API itself."""
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
