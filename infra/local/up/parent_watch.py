"""Holds a program on a leash: when whoever started it is gone, it ends, and all it started with it.

`python -m infra.local.up.leash program ...` leads a process group of its own. Its standard input is the leash:
nobody writes to it, and when its other end closes - by intention, by a crash, by kill -9 - the group is ended.
"""

import os
import signal
import subprocess
import sys
import threading
import time

GRACE_SECONDS = 4.0
"""Seconds the group may take to end by itself once the leash is let go."""


def main() -> None:
    # A handler and not SIG_IGN, which the program would inherit: the leash outlives the signals to its group.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    threading.Thread(target=_end_when_let_go, daemon=True).start()
    code = program.wait()
    os.killpg(0, signal.SIGTERM)
    sys.exit(code if code >= 0 else 128 - code)


def _end_when_let_go() -> None:
    # Not through sys.stdin, whose lock this thread would still hold while the interpreter ends.
    while os.read(0, 1):
        pass
    os.killpg(0, signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
