"""The whole system on this machine: alerts that climb and are answered, silence, and one post that is out once."""

import json
import socket
import subprocess
import sys

import pytest

MOST_SECONDS = 900
"""Schedules tick once a minute, in real time; a busy machine builds and deploys slowly."""


def three_free_ports():
    """The first of three in a row, which the local AWS and the simulators take."""
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
    command = [sys.executable, "-m", "infra.local.up", "--once", "--port", str(three_free_ports())]
    run = subprocess.run(
        [*command, "--run", str(tmp_path)], capture_output=True, text=True, timeout=MOST_SECONDS, check=False
    )

    assert run.returncode == 0, run.stdout + run.stderr
    verdict = json.loads(run.stdout.splitlines()[-1])
    assert verdict["ok"] is True
    assert verdict["problems"] == []
    assert verdict["messages_stored"] == verdict["messages_written"] > 1
    assert verdict["accounts_watched"] == verdict["accounts_polled"] > 1
    assert verdict["texts"] >= 1
    assert verdict["seconds_from_deadline_to_text"] >= 0
    assert verdict["texts_to_people_on_duty"] == verdict["texts"]
    assert verdict["steps_climbed"] >= 2
    assert verdict["answered_by"]["link"]
    assert verdict["answered_by"]["text"]
    assert verdict["texts_after_acknowledgement"] == 0
    assert verdict["quiet_seconds"] >= 90
    assert (verdict["posts_published"], verdict["posts_doubled"], verdict["unconfirmed_resolved"]) == (2, 0, 1)
    assert verdict["function_errors"] == 0
