"""`python -m infra.local.up [--once] [--keep] [--port N]`: what `make up` runs."""

import argparse
import json
import signal
import sys
from pathlib import Path

from infra.cli.exits import RefusedError
from infra.cli.register.problems import InvalidRegisterError
from infra.local.up import live, preflight, proof
from infra.local.up.leftovers import AlreadyRunningError, end_leftovers, sole_user
from infra.local.up.preflight import NotReadyError
from infra.local.up.processes import ProgramFailedError, household
from infra.local.up.simulated import SimulatorRefusedError
from infra.local.up.steps import Steps
from infra.local.up.system import PROGRAMS, Options, bring_up, clean
from infra.local.up.verdict import judge

EXPECTED = (
    AlreadyRunningError,
    InvalidRegisterError,
    NotReadyError,
    ProgramFailedError,
    RefusedError,
    SimulatorRefusedError,
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
    options = Options(root=Path.cwd(), run=given.run.resolve(), port=given.port, keep=given.keep)
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


def _run(options: Options, *, once: bool) -> int:
    steps = Steps()
    ledger = options.run / "started.json"
    with sole_user(options.run):
        if ended := end_leftovers(ledger, options.run):
            steps.say(f"ended {ended} programs that an earlier start had left behind")
        preflight.check(PROGRAMS, options.ports)
        with steps.step("clearing what an earlier run left in .run"):
            clean(options.run, keep=options.keep)
        with household(ledger) as started:
            system = bring_up(options, proof.PACE if once else live.PACE, started, steps)
            steps.say("up")
            if not once:
                live.show(system, options, steps)
                return 0
            verdict = judge(proof.prove(system, steps))
    print(json.dumps(verdict))
    return 0 if verdict["ok"] else 1


if __name__ == "__main__":
    main()
