"""Identities that nobody can guess, from the system's source of randomness."""

import secrets

from watchdesk.domain.alert import CODE_ALPHABET, CODE_LENGTH, ID_ALPHABET, ID_LENGTH, AlertId, Code
from watchdesk.domain.post import MediaId


class RandomAlertIds:
    """The port AlertIds."""

    def alert(self) -> AlertId:
        return AlertId(_drawn(ID_ALPHABET, ID_LENGTH))

    def code(self) -> Code:
        return Code(_drawn(CODE_ALPHABET, CODE_LENGTH))

    def lease(self) -> str:
        return secrets.token_hex(8)


class RandomMediaIds:
    """The port MediaIds."""

    def media(self) -> MediaId:
        return MediaId(secrets.token_hex(16))


class RandomPostKeys:
    """The port PostKeys."""

    def draw(self, parts: int) -> tuple[str, ...]:
        return tuple(secrets.token_hex(16) for _ in range(parts))


def _drawn(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))
