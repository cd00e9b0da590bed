"""The facts of Mastodon, and of the other servers that speak its API."""

from typing import Final

from watchdesk.core.account import Platform, Surface
from watchdesk.core.platform_facts import Capability, CredentialField, ImageLimits, PlatformFacts, TextLimit
from watchdesk.platforms.image_types import GIF, JPEG, PNG, WEBP

FACTS: Final = PlatformFacts(
    platform=Platform.MASTODON,
    title="Mastodon",
    surfaces=frozenset({Surface.DIRECT_MESSAGE, Surface.MENTION, Surface.REPLY}),
    can=frozenset(
        {
            Capability.READ,
            Capability.PUBLISH,
            Capability.THREAD,
            Capability.EDIT,
            Capability.WITHDRAW,
            Capability.WITHDRAW_PRIVATELY,
            Capability.REPLY_PRIVATELY,
            Capability.IMAGES_PRIVATELY,
            Capability.ALT_TEXT,
            Capability.CONTENT_WARNING,
            Capability.UNLISTED,
        }
    ),
    handle_pattern=(
        r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
        r"@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
    ),
    handle_in_words="a user and a server without a first `@`, for example selby@mastodon.example",
    handle_names_server=True,
    reply_names_recipient=True,
    credential=(
        CredentialField(
            name="access_token", ask="Access token", form=r"[\x21-\x7e]{8,2048}", form_in_words="one word"
        ),
        CredentialField(
            name="expires_at",
            ask="When the token expires",
            form=r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?",
            form_in_words="a day or an instant in UTC, like 2027-03-01 or 2027-03-01T12:00:00Z",
            is_required=False,
        ),
    ),
    credential_needs=(
        "the scopes `read:notifications`, `read:statuses` and `read:accounts`; to publish, also `write:statuses` "
        "and `write:media`"
    ),
    options={"conversations": "Direct messages are read from the list of conversations too."},
    text=TextLimit(most=500, is_per_server=True),
    # Mastodon's instance configuration as it comes, and docs.joinmastodon.org on alt text.
    images=ImageLimits(most=4, types=(JPEG, PNG, GIF, WEBP), size=16_777_216, alt=1500, pixels=33_177_600),
)
