"""What becomes of a question to AWS that it does not answer, in the words of watchdesk.core.errors."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError

from watchdesk.core.errors import NeedsAPerson, TryLater

NOT_ALLOWED = ("AccessDenied", "Authorization", "NotFound", "NonExistentQueue", "Unrecognized", "InvalidClient")
"""What such codes begin with or hold, whichever service says it and however it spells it."""


@contextmanager
def asking(operation: str) -> Iterator[None]:
    """Raises NeedsAPerson if we may not ask or there is nothing to ask, TryLater if no answer came."""
    try:
        yield
    except ClientError as error:
        code = cast("dict[str, Any]", error.response)["Error"]["Code"]
        if any(word in code for word in NOT_ALLOWED):
            raise NeedsAPerson(f"{operation}: {code}") from None
        raise TryLater(f"{operation}: {code}") from None
    except (NoCredentialsError, NoRegionError) as error:
        raise NeedsAPerson(f"{operation}: {type(error).__name__}") from None
    except BotoCoreError as error:
        raise TryLater(f"{operation}: no answer ({type(error).__name__})") from None
