"""Reads credentials from Secrets Manager."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from watchdesk.aws.errors import code_of, response_of, translate_errors
from watchdesk.core.errors import Reconnect, TryLater, WatchdeskError

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

MAX_AGE = timedelta(minutes=5)
"""A new credential is used after this time at the latest. A read at every poll would cost more than the polls."""

MISSING = frozenset({"ResourceNotFoundException", "InvalidRequestException"})
"""The secret does not exist, or it is scheduled for deletion.

https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
"""


@dataclass(frozen=True, slots=True)
class SecretsManagerCredentials:
    """Keeps each credential in the memory of a warm function for MAX_AGE, and nowhere else."""

    client: "SecretsManagerClient"
    seconds: Callable[[], float] = time.monotonic
    _kept: dict[str, tuple[float, Mapping[str, str]]] = field(default_factory=dict, repr=False)

    def read(self, name: str) -> Mapping[str, str]:
        """Return the fields of one credential.

        Raises Reconnect if none is stored or the stored one is not a JSON object of texts, and TryLater if Secrets
        Manager cannot be asked.
        """
        kept = self._kept.get(name)
        if kept is not None and self.seconds() - kept[0] < MAX_AGE.total_seconds():
            return kept[1]
        credential = self._fetch(name)
        self._kept[name] = (self.seconds(), credential)
        return credential

    def forget(self, name: str) -> None:
        """Drop the credential from memory, so that the next read fetches it again. The platform has refused it."""
        self._kept.pop(name, None)

    def _fetch(self, name: str) -> Mapping[str, str]:
        with translate_errors(_refusal, _no_answer):
            answer = self.client.get_secret_value(SecretId=name)
        try:
            fields = json.loads(answer["SecretString"])
        except (KeyError, ValueError):
            raise Reconnect("the stored credential is not JSON: say watchdesk secret put") from None
        if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
            raise Reconnect("the stored credential is not an object of texts: say watchdesk secret put")
        return fields


def _refusal(error: ClientError) -> WatchdeskError:
    code = code_of(response_of(error))
    if code in MISSING:
        return Reconnect("no credential is stored: say watchdesk secret put")
    return TryLater(f"Secrets Manager answered {code}")


def _no_answer(error: BotoCoreError) -> WatchdeskError:
    return TryLater(f"Secrets Manager did not answer: {type(error).__name__}")
