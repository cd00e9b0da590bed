"""`python -m infra.local.up [--once] [--keep] [--port N]`: what `make up` runs."""

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
from infra.local.up.simulator_client import SimulatorRequestError
from infra.local.up.system import PROGRAMS, RunOptions, clean_run_folder, start_system

EXPECTED = (
    AlreadyRunningError,
    InvalidRegisterError,
    NotReadyError,
    ProgramFailedError,
    RefusedError,
    SimulatorRequestError,
)
"""Errors whose text says what to do: shown without a traceback."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make up", description=__doc__)
    parser.add_argument("--once", action="store_true", help="prove one message, one text, one answer; then end")
    parser.add_argument("--keep", action="store_true", help="keep what is stored from one start to the next")
    parser.add_argument(
        "--port", type=int, default=4566, help="the local AWS's; the simulators take the ones after it"
    )
    parser.add_argument("--run", type=Path, default=Path(".run"), help="the folder for what it keeps meanwhile")
    given = parser.parse_args()
    options = RunOptions(root=Path.cwd(), run=given.run.resolve(), port=given.port, keep=given.keep)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        sys.exit(_run(options, once=given.once))
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped, and everything that was started with it\n")
        sys.exit(130 if given.once else 0)
    except EXPECTED as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


def _run(options: RunOptions, *, once: bool) -> int:
    steps = ProgressLog()
    ledger = options.run / "started.json"
    with run_folder_lock(options.run):
        if ended := end_orphaned_groups(ledger, options.run):
            steps.say(f"ended {ended} programs that an earlier start had left behind")
        preflight.check_machine(PROGRAMS, options.ports)
        with steps.step("clearing what an earlier run left in .run"):
            clean_run_folder(options.run, keep=options.keep)
        with process_groups(ledger) as started:
            system = start_system(options, proof.TIMINGS if once else interactive_run.TIMINGS, started, steps)
            steps.say("up")
            if not once:
                interactive_run.run_until_interrupted(system, options, steps)
                return 0
            verdict = proof_report(proof.run_proof(system, steps))
    print(json.dumps(verdict))
    return 0 if verdict["ok"] else 1


if __name__ == "__main__":
    main()
