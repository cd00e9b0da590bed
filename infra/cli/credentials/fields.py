"""What each supported platform can show, and what its credential consists of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from watchdesk.core.account import Platform, Surface
from watchdesk.publishing.usecases.choose_accounts import NEEDS_APPROVAL


@dataclass(frozen=True, slots=True)
class SecretField:
    """One part of a credential, as the operator is asked for it."""

    name: str
    ask: str
    form: re.Pattern[str]
    form_in_words: str


@dataclass(frozen=True, slots=True)
class Support:
    """Everything an account of the platform may declare."""

    surfaces: frozenset[Surface]
    secret: tuple[SecretField, ...]
    handle: re.Pattern[str]
    handle_in_words: str
    options: frozenset[str]
    may_hold: tuple[SecretField, ...] = ()
    """What a credential given as JSON may hold beside."""


_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_DOMAIN = rf"{_LABEL}(?:\.{_LABEL})+"
_CONVERSATION = frozenset({Surface.DIRECT_MESSAGE, Surface.MENTION, Surface.REPLY})

SUPPORTED: Mapping[Platform, Support] = {
    Platform.BLUESKY: Support(
        surfaces=_CONVERSATION,
        secret=(
            SecretField("identifier", "Handle, DID or e-mail address", re.compile(r"\S{3,256}"), "one word"),
            SecretField(
                "app_password",
                "App password (with access to direct messages)",
                # The server makes every app password in this form: a main password, which would give
                # the whole account away, is thus refused.
                re.compile(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}"),
                "an app password like xxxx-xxxx-xxxx-xxxx, never the account's own password",
            ),
        ),
        handle=re.compile(_DOMAIN),
        handle_in_words="a domain in lower case without `@`, for example selby.police.example",
        options=frozenset({NEEDS_APPROVAL}),
    ),
    Platform.MASTODON: Support(
        surfaces=_CONVERSATION,
        secret=(SecretField("access_token", "Access token", re.compile(r"[\x21-\x7e]{8,2048}"), "one word"),),
        handle=re.compile(rf"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?@{_DOMAIN}"),
        handle_in_words="a user and a server without a first `@`, for example selby@mastodon.example",
        options=frozenset({NEEDS_APPROVAL, "conversations"}),
        may_hold=(
            SecretField(
                "expires_at",
                "When the token expires",
                re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?"),
                "a day or an instant in UTC, like 2027-03-01 or 2027-03-01T12:00:00Z",
            ),
        ),
    ),
}
