"""Where this very process serves, read back from its environment by the gaps that need to know."""

import os
from pathlib import Path

from infra.local.aws.environment import Place


def here() -> Place:
    """The place whose environment this process runs in; see environment.for_emulator."""
    return Place(
        port=int(os.environ["GATEWAY_PORT"]),
        state=Path(os.environ["STATE_DIR"]).parent,
        keep=os.environ["PERSIST_STATE"] == "1",
    )
