"""Ids of images and keys of posts, drawn from the system's source of randomness so that nobody can guess them."""

import secrets

from watchdesk.publishing.domain.post import MediaId


class RandomMediaIds:
    """The port MediaIds."""

    def media(self) -> MediaId:
        return MediaId(secrets.token_hex(16))


class RandomPostKeys:
    """The port PostKeys."""

    def draw(self, parts: int) -> tuple[str, ...]:
        return tuple(secrets.token_hex(16) for _ in range(parts))
