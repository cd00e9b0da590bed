"""Importing a handler reads no environment, makes no client and opens no file: a cold start fails loudly later."""

import subprocess
import sys
from pathlib import Path

import pytest

HANDLERS = sorted(path.parent.name for path in Path("functions").glob("*/handler.py"))


def ran(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = ['.', 'shared']\n{program}"]
    return subprocess.run(command, env={}, capture_output=True, text=True, check=False)  # noqa: S603  our own program


@pytest.mark.parametrize("name", HANDLERS)
def test_importing_a_handler_is_free(name):
    ended = ran(f"import functions.{name}.handler")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("name", HANDLERS)
def test_a_missing_setting_stops_the_first_run_and_is_named(name):
    ended = ran(f"from watchdesk import bootstrap\nbootstrap.{name}()")
    assert ended.returncode != 0
    assert "_table" in ended.stderr


@pytest.mark.parametrize("name", sorted({*HANDLERS} - {"acknowledge_alert"}))
def test_a_function_that_shows_no_page_starts_without_the_library_that_renders_them(name):
    modules = f"functions.{name}.handler, watchdesk.http.application"
    ended = ran(f"import {modules}, sys\nassert 'jinja2' not in sys.modules")
    assert ended.returncode == 0, ended.stderr
