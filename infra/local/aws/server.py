"""Serve the emulator on loopback until it is told to stop, and then stop at once."""

import asyncio
import os
import resource
import signal
from collections.abc import Callable

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app

from infra.local.aws.environment import HOST, LocalAwsSettings


def serve_until_stopped(settings: LocalAwsSettings, before_exit: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT, call `before_exit`, and end the process.

    The emulator's own way to stop waits for idle connections and running functions, about five seconds.
    """

    def end(*_: object) -> None:
        before_exit()
        os._exit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    config = Config()
    config.bind = [f"{HOST}:{settings.port}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    asyncio.run(serve(app.app, config, shutdown_trigger=asyncio.Event().wait))
