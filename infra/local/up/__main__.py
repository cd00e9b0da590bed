"""`python -m infra.local.up [--once] [--keep] [--port N]` is what `make up` runs."""

import argparse
import json
import signal
import sys
from pathlib import Path

from infra.cli.exits import RefusedError
from infra.cli.register.problems import InvalidRegisterError
from infra.local.up import interactive_run, preflight, proof
from infra.local.up.preflight import NotReadyError
from infra.local.up.processes import ProgramFailedError, process_groups
from infra.local.up.progress_log import ProgressLog
from infra.local.up.proof_report import proof_report
from infra.local.up.run_folder import AlreadyRunningError, end_orphaned_groups, run_folder_lock
from infra.local.up.run_options import RunOptions
from infra.local.up.servers import PROGRAMS
from infra.local.up.simulator_client import SimulatorRequestError
from infra.local.up.system import clean_run_folder, start_system

EXPECTED = (
    AlreadyRunningError,
    InvalidRegisterError,
    NotReadyError,
    ProgramFailedError,
    RefusedError,
    SimulatorRequestError,
)
"""These errors say what to do, so they are shown without a traceback."""


def main() -> None:
    """Run the system and exit: 0 if all is well, 1 for an expected error, 130 if a proof was interrupted."""
    parser = argparse.ArgumentParser(prog="make up", description=__doc__)
    parser.add_argument("--once", action="store_true", help="test one message, one text and one answer, then stop")
    parser.add_argument("--keep", action="store_true", help="keep the stored data until the next start")
    parser.add_argument(
        "--port", type=int, default=4566, help="of the local AWS; the simulators take the next ones"
    )
    parser.add_argument("--run", type=Path, default=Path(".run"), help="the folder for the state of the run")
    given = parser.parse_args()
    options = RunOptions(root=Path.cwd(), run_folder=given.run.resolve(), port=given.port, keep=given.keep)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        sys.exit(_run(options, once=given.once))
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped, and every started program with it\n")
        sys.exit(130 if given.once else 0)
    except EXPECTED as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


def _run(options: RunOptions, *, once: bool) -> int:
    progress = ProgressLog()
    ledger = options.run_folder / "started.json"
    with run_folder_lock(options.run_folder):
        if ended := end_orphaned_groups(ledger, options.run_folder):
            progress.log(f"ended {ended} programs left from an earlier run")
        preflight.check_machine(PROGRAMS, options.ports)
        with progress.step("clearing the files of an earlier run from .run"):
            clean_run_folder(options.run_folder, keep=options.keep)
        with process_groups(ledger) as groups:
            timings = proof.TIMINGS if once else interactive_run.TIMINGS
            system = start_system(options, timings, groups, progress)
            progress.log("up")
            if not once:
                interactive_run.run_until_interrupted(system, options, progress)
                return 0
            report = proof_report(proof.run_proof(system, progress))
    print(json.dumps(report))
    return 0 if report["ok"] else 1


if __name__ == "__main__":
    main()
