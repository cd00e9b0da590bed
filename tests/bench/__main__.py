"""`make bench`; with `--only NAME` it shows that measurement and leaves docs/performance.md alone."""

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
    asked = _asked()
    began, chapters = time.monotonic(), []
    for name in asked.only or MEASUREMENTS:
        print(f"{name} ...", flush=True)
        chapter = importlib.import_module(f"tests.bench.{name}").measure()
        print(chapter, flush=True)
        chapters.append(chapter)
    if not asked.only:
        write_page(
            chapters, (time.monotonic() - began) / 60, others=["boto3 " + boto3.__version__, dynamodb.name()]
        )
    verdicts = Counter(figure.verdict for chapter in chapters for figure in chapter.figures)
    print(f"{verdicts[MET]} bars met, {verdicts[MISSED]} missed")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="measure just this; may be repeated")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nstopped; nothing was written")
