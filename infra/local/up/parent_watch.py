"""End a program, and everything it started, as soon as the process that started it is gone.

`python -m infra.local.up.parent_watch program ...` leads a process group of its own. Nobody writes to its standard
input. When the other end of that pipe closes, on purpose or because the starter crashed or was killed, the whole
group is ended.
"""

import os
import signal
import subprocess
import sys
import threading
import time

GRACE_SECONDS = 4.0
"""The group may take this long to end by itself before it is killed."""


def main() -> None:
    """Run the program given on the command line, and exit with its code."""
    # The watch must outlive the signals to its group. SIG_IGN would do that too, but the program would inherit it.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    threading.Thread(target=_end_group_when_parent_is_gone, daemon=True).start()
    code = program.wait()
    os.killpg(0, signal.SIGTERM)
    sys.exit(code if code >= 0 else 128 - code)


def _end_group_when_parent_is_gone() -> None:
    # sys.stdin has a lock, which this thread would still hold while the interpreter ends. So it reads the
    # descriptor itself.
    while os.read(0, 1):
        pass
    os.killpg(0, signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
