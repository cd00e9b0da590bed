"""`make up ONCE=1` starts the whole system: alerts climb and are answered, and a post goes out exactly once."""

import json
import socket
import subprocess
import sys

import pytest

TIMEOUT_SECONDS = 900
"""Schedules run once a minute in real time, and a busy machine builds and deploys slowly."""


def first_of_three_free_ports():
    """Return the first of three free ports in a row, for the local AWS and the simulators."""
    while True:
        with socket.socket() as first, socket.socket() as second, socket.socket() as third:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
                third.bind(("127.0.0.1", port + 2))
            except (OSError, OverflowError):
                continue
            return port


@pytest.mark.e2e
def test_alerts_reach_phones_climb_until_answered_and_a_post_goes_out_once(tmp_path):
    command = [sys.executable, "-m", "infra.local.up", "--once", "--port", str(first_of_three_free_ports())]
    run = subprocess.run(
        [*command, "--run", str(tmp_path)], capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
    )

    assert run.returncode == 0, run.stdout + run.stderr
    report = json.loads(run.stdout.splitlines()[-1])
    assert report["ok"] is True
    assert report["problems"] == []
    assert report["messages_stored"] == report["messages_written"] > 1
    assert report["accounts_watched"] == report["accounts_polled"] > 1
    assert report["texts"] >= 1
    assert report["seconds_from_deadline_to_text"] >= 0
    assert report["texts_to_people_on_duty"] == report["texts"]
    assert report["steps_climbed"] >= 2
    assert report["answered_by"]["link"]
    assert report["answered_by"]["text"]
    assert report["texts_after_acknowledgement"] == 0
    assert report["quiet_seconds"] >= 90
    assert (report["posts_published"], report["posts_doubled"], report["unconfirmed_resolved"]) == (2, 0, 1)
    assert report["function_errors"] == 0
