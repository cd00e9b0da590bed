"""The settings of this very process, read back from its environment for the gaps that need them."""

import os
from pathlib import Path

from infra.local.aws.environment import LocalAwsSettings


def current_settings() -> LocalAwsSettings:
    """Return the settings that environment.emulator_environment wrote into this environment."""
    return LocalAwsSettings(
        port=int(os.environ["GATEWAY_PORT"]),
        state=Path(os.environ["STATE_DIR"]).parent,
        keep=os.environ["PERSIST_STATE"] == "1",
    )
