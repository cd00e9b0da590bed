"""Work that the local AWS repeats in the background while it serves."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

logger = logging.getLogger(__name__)


def repeat_every(interval: timedelta, work: Callable[[], None], name: str) -> None:
    """Call `work` at this interval in a thread of its own until the process ends. Errors are logged."""

    def repeat() -> None:
        while True:
            time.sleep(interval.total_seconds())
            try:
                work()
            except Exception:
                logger.exception("%s failed; it is tried again after the next interval", name)

    threading.Thread(target=repeat, name=name, daemon=True).start()
