"""A start after a crash ends what the crash left running."""

import json
import subprocess
import sys

import pytest

from infra.local.up.run_folder import AlreadyRunningError, end_orphaned_groups, run_folder_lock


def start_orphan(*marks):
    command = [sys.executable, "-c", "import time; time.sleep(600)", *marks]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603  this interpreter


def test_a_group_that_outlived_its_parent_watch_is_ended(tmp_path, members):
    orphan = start_orphan(str(tmp_path))
    (tmp_path / "ledger").write_text(json.dumps([orphan.pid]))

    assert end_orphaned_groups(tmp_path / "ledger", tmp_path) == 1

    assert orphan.wait(timeout=5) == -9
    assert members(orphan.pid) == []


def test_a_stranger_that_got_the_number_of_an_old_group_is_left_alone(tmp_path):
    stranger = start_orphan()
    try:
        (tmp_path / "ledger").write_text(json.dumps([stranger.pid]))

        assert end_orphaned_groups(tmp_path / "ledger", tmp_path) == 0
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize("content", [None, "", "[1,", "{}", '["x"]', "null"])
def test_a_ledger_that_a_crash_left_unfinished_names_nobody(tmp_path, content):
    ledger = tmp_path / "ledger"
    if content is not None:
        ledger.write_text(content)

    assert end_orphaned_groups(ledger, tmp_path) == 0


def test_two_starts_do_not_share_a_folder(tmp_path):
    with (
        run_folder_lock(tmp_path),
        pytest.raises(AlreadyRunningError, match="another `make up` is running"),
        run_folder_lock(tmp_path),
    ):
        pass


def test_the_folder_is_free_when_its_user_has_gone(tmp_path):
    with run_folder_lock(tmp_path):
        pass

    with run_folder_lock(tmp_path):
        assert (tmp_path / "lock").exists()
