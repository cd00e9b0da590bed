"""The accounts' credentials, out of Secrets Manager."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from watchdesk.core.errors import Reconnect, TryLater

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

MAX_AGE = timedelta(minutes=5)
"""A new credential is used within this; a fetch at every poll would cost more than the polls (cost model)."""

MISSING = frozenset({"ResourceNotFoundException", "InvalidRequestException"})
"""No such secret, or one scheduled for deletion (Secrets Manager API reference, GetSecretValue)."""


@dataclass(frozen=True, slots=True)
class SecretsManagerCredentials:
    """Keeps each credential in memory for MAX_AGE of a warm function, and never anywhere else."""

    client: "SecretsManagerClient"
    seconds: Callable[[], float] = time.monotonic
    _kept: dict[str, tuple[float, Mapping[str, str]]] = field(default_factory=dict, repr=False)

    def read(self, name: str) -> Mapping[str, str]:
        """The fields of one credential. Raises Reconnect if there is none or it is no object of texts."""
        kept = self._kept.get(name)
        if kept is not None and self.seconds() - kept[0] < MAX_AGE.total_seconds():
            return kept[1]
        credential = self._fetch(name)
        self._kept[name] = (self.seconds(), credential)
        return credential

    def forget(self, name: str) -> None:
        """Fetch it anew next time: the platform has just refused it."""
        self._kept.pop(name, None)

    def _fetch(self, name: str) -> Mapping[str, str]:
        try:
            text = self.client.get_secret_value(SecretId=name)["SecretString"]
            fields = json.loads(text)
        except ClientError as error:
            if error.response["Error"]["Code"] in MISSING:
                raise Reconnect("no credential is stored: say watchdesk secret put") from error
            raise TryLater(f"Secrets Manager answered {error.response['Error']['Code']}") from error
        except BotoCoreError as error:
            raise TryLater(f"Secrets Manager did not answer: {type(error).__name__}") from error
        except (KeyError, ValueError):
            raise Reconnect("the stored credential is not JSON: say watchdesk secret put") from None
        if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
            raise Reconnect("the stored credential is not an object of texts: say watchdesk secret put")
        return fields
