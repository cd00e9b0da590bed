"""The facts of Bluesky."""

from typing import Final

from watchdesk.core.account import Platform, Surface
from watchdesk.core.platform_facts import Capability, CredentialField, ImageLimits, PlatformFacts, TextLimit
from watchdesk.platforms.image_types import GIF, JPEG, PNG, WEBP

FACTS: Final = PlatformFacts(
    platform=Platform.BLUESKY,
    title="Bluesky",
    surfaces=frozenset({Surface.DIRECT_MESSAGE, Surface.MENTION, Surface.REPLY}),
    can=frozenset(
        {
            Capability.READ,
            Capability.PUBLISH,
            Capability.THREAD,
            Capability.WITHDRAW,
            Capability.REPLY_PRIVATELY,
            Capability.ALT_TEXT,
            Capability.IMAGE_WARNING,
        }
    ),
    handle_pattern=r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+",
    handle_in_words="a domain in lower case without `@`, for example selby.police.example",
    credential=(
        CredentialField(
            name="identifier", ask="Handle, DID or e-mail address", form=r"\S{3,256}", form_in_words="one word"
        ),
        CredentialField(
            name="app_password",
            ask="App password (with access to direct messages)",
            # The server makes every app password in this form. An account's own password, which would give the
            # whole account away, has another form and is thus refused.
            form=r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}",
            form_in_words="an app password like xxxx-xxxx-xxxx-xxxx, never the account's own password",
        ),
    ),
    credential_needs="an app password with access to direct messages",
    # The lexicon app.bsky.feed.post.
    text=TextLimit(most=300),
    # The lexicon chat.bsky.convo.defs.
    text_by_surface={Surface.DIRECT_MESSAGE: TextLimit(most=1_000)},
    # The lexicon app.bsky.embed.images sets the number and the size; the app takes 2,000 characters of alt text.
    images=ImageLimits(most=4, types=(JPEG, PNG, GIF, WEBP), size=2_000_000, alt=2000),
)
