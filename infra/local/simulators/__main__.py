"""Run the simulated platforms until stopped: `python -m infra.local.simulators --help`."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack

from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.network import SimulatedNetwork
from infra.local.simulators.registry import SIMULATORS
from infra.local.simulators.seed_mentions import seed_mentions
from infra.local.simulators.server import PortTakenError, SimulatedServer
from watchdesk.platforms.registry import FACTS


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM, and return the exit code: 0, or 1 if a port is taken."""
    options = argument_parser().parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with ExitStack() as stack:
        try:
            servers = _start_servers(stack, options)
        except PortTakenError as error:
            print(f"simulators: {error}", file=sys.stderr)
            return 1
        print(json.dumps({server.network.platform: _description(server) for server in servers}), flush=True)
        stop.wait()
    return 0


def argument_parser() -> argparse.ArgumentParser:
    titles = " and ".join(FACTS[name].title for name in SIMULATORS)
    parser = argparse.ArgumentParser(
        prog="python -m infra.local.simulators",
        description=f"Simulated {titles} servers on 127.0.0.1. Prints one line of JSON with their "
        "addresses and the credentials of the official accounts when they are ready; stops on Ctrl-C or SIGTERM.",
        epilog="Open an address in a browser to see what was posted. The public writes by POST to "
        '/_simulator/public/NAME/mentions, for example {"account": "selby.test", "text": "help"}.',
    )
    for name, simulator in SIMULATORS.items():
        parser.add_argument(f"--{name}-port", type=int, default=0, metavar="PORT", help="0 takes a free port")
        parser.add_argument(
            f"--{name}-account",
            action="append",
            default=[],
            metavar="HANDLE[=NAME]",
            help=f"an official account, for example {simulator.example_handle}=Selby; may be repeated",
        )
        simulator.add_options(parser)
    parser.add_argument(
        "--seed", default="watchdesk", metavar="TEXT", help="the same text gives the same credentials"
    )
    parser.add_argument("--messages", type=int, default=0, metavar="N", help="mentions waiting for each account")
    return parser


def _start_servers(stack: ExitStack, options: argparse.Namespace) -> list[SimulatedServer[SimulatedNetwork]]:
    given, servers = vars(options), list[SimulatedServer[SimulatedNetwork]]()
    for name, simulator in SIMULATORS.items():
        server = stack.enter_context(simulator.serve(options, given[f"{name}_port"]))
        for account in given[f"{name}_account"]:
            handle, _, title = account.partition("=")
            opened = server.network.add_account(handle, title)
            seed_mentions(server.network, opened["handle"], options.messages)
        servers.append(server)
    return servers


def _description(server: SimulatedServer[SimulatedNetwork]) -> JsonObject:
    return {"url": server.url, "accounts": server.network.accounts()}


if __name__ == "__main__":
    sys.exit(main())
