"""Serves the emulator on loopback until it is told to end, and then ends at once."""

import asyncio
import os
import resource
import signal
from collections.abc import Callable

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app

from infra.local.aws.environment import HOST, LocalAwsSettings


def serve_until_stopped(place: LocalAwsSettings, last: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT, do `last`, and end the process.

    Not the emulator's own way: it waits for idle connections and running functions, some five seconds.
    """

    def end(*_: object) -> None:
        last()
        os._exit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    config = Config()
    config.bind = [f"{HOST}:{place.port}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    asyncio.run(serve(app.app, config, shutdown_trigger=asyncio.Event().wait))
