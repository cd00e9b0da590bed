"""What every store of platform sessions keeps."""

import pytest

from tests.builders import SELBY
from watchdesk.core.errors import LeaseLost

FIRST, SECOND = {"access": "a1", "refresh": "r1"}, {"access": "a2", "refresh": ""}


def test_an_account_has_no_session_at_first(sessions):
    assert sessions.read(SELBY) == (None, 0)


def test_a_session_is_read_as_it_was_written(sessions):
    assert sessions.write(SELBY, FIRST, 0) == 1
    assert sessions.write(SELBY, SECOND, 1) == 2
    assert sessions.read(SELBY) == (SECOND, 2)


def test_of_two_refreshes_one_wins(sessions):
    sessions.write(SELBY, FIRST, 0)
    sessions.write(SELBY, SECOND, 1)
    for stale in (0, 1, 7):
        with pytest.raises(LeaseLost):
            sessions.write(SELBY, {"access": "a3"}, stale)
    assert sessions.read(SELBY) == (SECOND, 2)


def test_a_write_whose_answer_was_lost_may_be_repeated(sessions):
    sessions.write(SELBY, FIRST, 0)
    assert sessions.write(SELBY, FIRST, 0) == 1
