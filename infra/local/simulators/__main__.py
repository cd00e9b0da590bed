"""Run the simulated platforms until stopped: `python -m infra.local.simulators --help`."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack

from infra.local.simulators.bluesky import bluesky_server
from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.mastodon import Settings, mastodon_server
from infra.local.simulators.mastodon.flavours import FLAVOURS
from infra.local.simulators.network import Network
from infra.local.simulators.seeding import seed_mentions
from infra.local.simulators.serving import PortTaken, Server


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with ExitStack() as stack:
        try:
            servers = _started(stack, options)
        except PortTaken as error:
            print(f"simulators: {error}", file=sys.stderr)
            return 1
        print(json.dumps({server.network.platform: _described(server) for server in servers}), flush=True)
        stop.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m infra.local.simulators",
        description="Simulated Bluesky and Mastodon servers on 127.0.0.1. Prints one line of JSON with their "
        "addresses and the credentials of the official accounts when they are ready; stops on Ctrl-C or SIGTERM.",
        epilog="Open an address in a browser to see what was posted. The public writes by POST to "
        '/_simulator/public/NAME/mentions, for example {"account": "selby.test", "text": "help"}.',
    )
    for platform, example in (("bluesky", "selby.test"), ("mastodon", "selby")):
        parser.add_argument(f"--{platform}-port", type=int, default=0, metavar="PORT", help="0 takes a free port")
        parser.add_argument(
            f"--{platform}-account",
            action="append",
            default=[],
            metavar="HANDLE[=NAME]",
            help=f"an official account, for example {example}=Selby; may be repeated",
        )
    parser.add_argument("--mastodon-flavour", choices=sorted(FLAVOURS), default="mastodon", help="which software")
    parser.add_argument(
        "--seed", default="watchdesk", metavar="TEXT", help="the same text makes the same credentials"
    )
    parser.add_argument("--messages", type=int, default=0, metavar="N", help="mentions waiting for each account")
    return parser


def _started(stack: ExitStack, options: argparse.Namespace) -> list[Server[Network]]:
    settings = Settings(flavour=options.mastodon_flavour)
    bluesky = stack.enter_context(bluesky_server(port=options.bluesky_port, seed=options.seed))
    mastodon = stack.enter_context(
        mastodon_server(port=options.mastodon_port, seed=options.seed, settings=settings)
    )
    asked: list[tuple[Network, list[str]]] = [
        (bluesky.network, options.bluesky_account),
        (mastodon.network, options.mastodon_account),
    ]
    for network, handles in asked:
        for each in handles:
            handle, _, name = each.partition("=")
            account = network.add_account(handle, name)
            seed_mentions(network, account["handle"], options.messages)
    return [Server(bluesky.url, bluesky.network), Server(mastodon.url, mastodon.network)]


def _described(server: Server[Network]) -> JsonObject:
    return {"url": server.url, "accounts": server.network.accounts()}


if __name__ == "__main__":
    sys.exit(main())
