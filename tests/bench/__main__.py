"""`make bench` runs this. With `--only NAME` it prints that measurement and writes no file."""

import argparse
import importlib
import sys
import time
from collections import Counter

import boto3

from tests.bench import dynamodb
from tests.bench.figures import MET, MISSED, write_page

MEASUREMENTS = ("cold_start", "throughput", "sweep", "lifetime", "quiet_poll", "load")


def main() -> None:
    options = _parsed_arguments()
    started_at, sections = time.monotonic(), []
    for name in options.only or MEASUREMENTS:
        print(f"{name} ...", flush=True)
        section = importlib.import_module(f"tests.bench.{name}").measure()
        print(section, flush=True)
        sections.append(section)
    if not options.only:
        write_page(
            sections, (time.monotonic() - started_at) / 60, others=["boto3 " + boto3.__version__, dynamodb.name()]
        )
    results = Counter(figure.result for section in sections for figure in section.figures)
    print(f"{results[MET]} bars met, {results[MISSED]} missed")


def _parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="measure just this; may be repeated")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nstopped; nothing was written")
