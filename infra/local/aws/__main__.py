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
    """Empty what must not be kept, clear the environment, and serve."""
    settings, snapshot_interval = _parsed_arguments()
    emulator_version.require_pinned_version()
    shutil.rmtree(settings.scratch, ignore_errors=True)
    settings.scratch.mkdir(parents=True)
    if not settings.keep:
        for folder in ("services", "s3"):
            shutil.rmtree(settings.state / folder, ignore_errors=True)
    program = Path(sys.executable).parent
    _replace_environment(environment.emulator_environment(settings, f"{program}:/usr/local/bin:/usr/bin:/bin"))
    _serve(settings, snapshot_interval)


def _parsed_arguments() -> tuple[environment.LocalAwsSettings, timedelta]:
    parser = argparse.ArgumentParser(prog="python -m infra.local.aws", description=__doc__)
    parser.add_argument("--port", type=int, default=4566)
    parser.add_argument("--state", type=Path, default=Path(".run/aws"))
    parser.add_argument("--keep", action="store_true", help="keep the stored data until the next start")
    parser.add_argument("--snapshot-every", type=float, default=10.0, metavar="SECONDS")
    given = parser.parse_args()
    sys.argv[1:] = []  # the emulator reads the command line for its own options
    settings = environment.LocalAwsSettings(port=given.port, state=given.state.resolve(), keep=given.keep)
    return settings, timedelta(seconds=given.snapshot_every)


def _replace_environment(variables: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)
    tempfile.tempdir = None


def _serve(settings: environment.LocalAwsSettings, snapshot_interval: timedelta) -> None:
    # The emulator reads its environment while it is imported, so this import must come after _replace_environment.
    from infra.local.aws import gaps, server, snapshots  # noqa: PLC0415

    gaps.fill_gaps()
    if settings.keep:
        snapshots.start_snapshots(snapshot_interval)
    server.serve_until_stopped(settings, snapshots.save_snapshot if settings.keep else lambda: None)


if __name__ == "__main__":
    main()
