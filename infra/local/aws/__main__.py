"""Serve the local AWS: `python -m infra.local.aws --port 4566 --state .run/aws [--keep]`."""

import argparse
import os
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from infra.local.aws import emulator_version, environment


def main() -> None:
    place, snapshot_every = _asked_for()
    emulator_version.require_pinned_version()
    shutil.rmtree(place.scratch, ignore_errors=True)
    place.scratch.mkdir(parents=True)
    if not place.keep:
        for folder in ("services", "s3"):
            shutil.rmtree(place.state / folder, ignore_errors=True)
    program = Path(sys.executable).parent
    _start_over(environment.emulator_environment(place, f"{program}:/usr/local/bin:/usr/bin:/bin"))
    _serve(place, snapshot_every)


def _asked_for() -> tuple[environment.LocalAwsSettings, timedelta]:
    parser = argparse.ArgumentParser(prog="python -m infra.local.aws", description=__doc__)
    parser.add_argument("--port", type=int, default=4566)
    parser.add_argument("--state", type=Path, default=Path(".run/aws"))
    parser.add_argument("--keep", action="store_true", help="keep what it holds from one start to the next")
    parser.add_argument("--snapshot-every", type=float, default=10.0, metavar="SECONDS")
    given = parser.parse_args()
    sys.argv[1:] = []  # the emulator reads the command line for its own options
    place = environment.LocalAwsSettings(port=given.port, state=given.state.resolve(), keep=given.keep)
    return place, timedelta(seconds=given.snapshot_every)


def _start_over(variables: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)
    tempfile.tempdir = None


def _serve(place: environment.LocalAwsSettings, snapshot_every: timedelta) -> None:
    # The emulator reads its environment while it is imported, so not before _start_over.
    from infra.local.aws import gaps, server, snapshots  # noqa: PLC0415

    gaps.fill_gaps()
    if place.keep:
        snapshots.start_snapshots(snapshot_every)
    server.serve_until_stopped(place, snapshots.save_snapshot if place.keep else lambda: None)


if __name__ == "__main__":
    main()
