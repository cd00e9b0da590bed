"""Work the local AWS repeats beside its serving."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

logger = logging.getLogger(__name__)


def repeat_every(pace: timedelta, work: Callable[[], None], name: str) -> None:
    """Repeat `work` for as long as the process lives. A failure is logged, and the next turn tries again."""

    def repeat() -> None:
        while True:
            time.sleep(pace.total_seconds())
            try:
                work()
            except Exception:
                logger.exception("%s failed; the next turn tries again", name)

    threading.Thread(target=repeat, name=name, daemon=True).start()
