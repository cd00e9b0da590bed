"""The officer at this machine: signed in, with the API at hand and the lines to copy."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infra.cli.posts.api import PostApi
from infra.local.up.tokens import SignedIn
from watchdesk.core.http_client import Urllib3Client
from watchdesk.core.principal import Subject

ACCOUNTS = ("selby-bluesky", "selby-mastodon")
FORM = "full"


@dataclass(frozen=True, slots=True)
class Press:
    url: str
    token_file: Path
    """Holds the token, for whoever runs this alone."""
    sign_in: Callable[[], SignedIn]

    def renew(self) -> Subject:
        """Keep a new token; whose it is."""
        signed = self.sign_in()
        self.token_file.touch(mode=0o600)
        self.token_file.write_text(signed.token)
        return signed.subject

    def api(self) -> PostApi:
        return PostApi(url=self.url, token=self.token_file.read_text(), http=Urllib3Client(), pause=time.sleep)

    def lines(self) -> tuple[str, ...]:
        """What to type in another terminal: the token and the address, a post, and the API itself."""
        to = " ".join(f"--to {account}" for account in ACCOUNTS)
        return (
            f"export WATCHDESK_API={self.url} WATCHDESK_TOKEN=$(cat {self.token_file})",
            f'.venv/bin/watchdesk post {to} --as {FORM} --wait "The A19 at Selby is open again."',
            'curl -H "Authorization: Bearer $WATCHDESK_TOKEN" $WATCHDESK_API/v1/posts',
        )
