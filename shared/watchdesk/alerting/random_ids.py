"""Ids and codes of alerts, drawn from the system's source of randomness so that nobody can guess them."""

import secrets

from watchdesk.alerting.domain.alert import CODE_ALPHABET, CODE_LENGTH, ID_ALPHABET, ID_LENGTH, AlertId, Code


class RandomAlertIds:
    """The port AlertIds."""

    def alert(self) -> AlertId:
        return AlertId(_random_text(ID_ALPHABET, ID_LENGTH))

    def code(self) -> Code:
        return Code(_random_text(CODE_ALPHABET, CODE_LENGTH))

    def lease(self) -> str:
        return secrets.token_hex(8)


def _random_text(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))
