"""Where this very process serves, read back from its environment by the gaps that need to know."""

import os
from pathlib import Path

from infra.local.aws.environment import LocalAwsSettings


def current_settings() -> LocalAwsSettings:
    """The place whose environment this process runs in; see environment.for_emulator."""
    return LocalAwsSettings(
        port=int(os.environ["GATEWAY_PORT"]),
        state=Path(os.environ["STATE_DIR"]).parent,
        keep=os.environ["PERSIST_STATE"] == "1",
    )
