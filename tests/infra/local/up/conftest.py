"""Fixtures for the tests of `make up`, which look at processes from outside."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

PS = shutil.which("ps")
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"])
print("started", flush=True)
time.sleep(600)
"""
"""A program that starts another one. Both ignore SIGTERM."""


def members(group):
    """Return the running processes of a group, without zombies."""
    listing = subprocess.run(  # noqa: S603  a fixed command
        [PS, "-A", "-o", "pgid=,stat=,pid="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split() for line in listing.splitlines()]
    return [int(pid) for found, state, pid in rows if int(found) == group and not state.startswith("Z")]


def eventually(look, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if seen := look():
            return seen
        time.sleep(0.05)
    pytest.fail(f"waited {seconds} s in vain")


@pytest.fixture(name="members")
def _members():
    return members


@pytest.fixture(name="eventually")
def _eventually():
    return eventually


@pytest.fixture
def environment():
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path.cwd())}


@pytest.fixture
def stubborn():
    return [sys.executable, "-c", STUBBORN]
