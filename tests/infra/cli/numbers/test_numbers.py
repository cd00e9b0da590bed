"""An operator proves a number without ever seeing it, and hears in one line why something was not done."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import a_force, a_person
from tests.fakes import NOON
from tests.fakes.texts import Phones
from watchdesk.core.errors import NeedsAPerson, OptedOut, Refused, Unconfirmed
from watchdesk.register.domain.phone_number import without_number_facts

SERGEANT, CONSTABLE = (
    without_number_facts(a_person()),
    without_number_facts(a_person("constable", "+447700900009")),
)


@pytest.fixture
def staffed(desk):
    """A stack with two people, whose phones are at hand."""
    for declared in (a_force(), SERGEANT, CONSTABLE):
        desk.stack.register.put(declared)
    desk.stack.text_channel = desk.phones = Phones([SERGEANT, CONSTABLE])
    return desk


def the_code(desk, person="sergeant"):
    return desk.phones.expect(person).words.split()[1]


def proved(desk):
    return {person.id for person in desk.stack.register.people() if person.can_be_texted}


def test_a_number_is_proved_in_two_commands(staffed):
    sent = staffed.run("number", "verify", "sergeant")
    assert (sent.exit_code, proved(staffed)) == (0, set())
    assert sent.stdout.splitlines() == [
        "A code is on its way to ***001.",
        "Then say: watchdesk number verify sergeant --code CODE",
    ]
    result = staffed.run("number", "verify", "sergeant", "--code", the_code(staffed))
    assert (result.exit_code, result.stdout) == (0, "The number of sergeant is proved.\n")
    assert proved(staffed) == {"sergeant"}


def test_a_terminal_is_asked_until_the_code_is_right(staffed, monkeypatch):
    foreseen = replace(staffed.stack.number_check, new_code=lambda: "135790")
    monkeypatch.setattr(type(staffed.stack), "number_check", foreseen)
    result = staffed.run("number", "verify", "sergeant", typed="111111\n135790\n")
    the_code(staffed)
    assert result.exit_code == 0
    assert "That is not the code." in result.stderr
    assert proved(staffed) == {"sergeant"}


def test_a_wrong_code_changes_nothing(staffed):
    staffed.run("number", "verify", "sergeant")
    the_code(staffed)
    result = staffed.run("number", "verify", "sergeant", "--code", "nonsense")
    assert result.exit_code == 1
    assert result.stderr == "watchdesk: that is not the code: nothing was changed\n"
    assert proved(staffed) == set()


def test_a_late_code_and_a_used_one_are_told_apart(staffed):
    staffed.run("number", "verify", "sergeant")
    code = the_code(staffed)
    staffed.stack.clock.advance(seconds=600)
    assert "too old" in staffed.run("number", "verify", "sergeant", "--code", code).stderr
    staffed.run("number", "verify", "sergeant")
    code = the_code(staffed)
    assert staffed.run("number", "verify", "sergeant", "--code", code).exit_code == 0
    again = staffed.run("number", "verify", "sergeant", "--code", code)
    assert again.exit_code == 1
    assert "no code is waiting for sergeant" in again.stderr


def test_somebody_unknown_is_named_with_who_may_be_meant(staffed):
    result = staffed.run("number", "verify", "sergant")
    assert result.exit_code == 1
    assert "did you mean sergeant?" in result.stderr


@pytest.mark.parametrize(
    ("trouble", "code", "said"),
    [
        (OptedOut("SNS answered OptedOut"), 1, "has said STOP: ask them to text START first"),
        (Refused("SNS answered InvalidParameter"), 1, "takes no text"),
        (Unconfirmed("SNS did not answer"), 3, "may or may not have left"),
        (NeedsAPerson("SNS answered AuthorizationError"), 3, "the text was not sent: SNS answered Authorization"),
    ],
    ids=["stop", "refused", "lost", "denied"],
)
@pytest.mark.parametrize("command", ["verify", "test"])
def test_a_text_that_does_not_leave_is_said_in_one_line(staffed, command, trouble, code, said):
    staffed.phones.trouble(trouble)
    result = staffed.run("number", command, "sergeant")
    assert result.exit_code == code
    assert said in result.stderr
    assert "+44" not in result.output


def test_a_test_is_a_text_that_changes_nothing(staffed):
    result = staffed.run("number", "test", "constable")
    assert result.stdout == "A test text is on its way to ***009.\n"
    assert "this is a test" in staffed.phones.expect("constable").words
    assert proved(staffed) == set()


def test_numbers_that_do_not_count_come_first_and_end_with_one(staffed):
    staffed.stack.numbers.prove(CONSTABLE, NOON - timedelta(days=1))
    result = staffed.run("number", "list", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "person": "sergeant",
            "name": "Sergeant",
            "phone": "***001",
            "proved_at": None,
            "opted_out_at": None,
            "counts": False,
        },
        {
            "person": "constable",
            "name": "Constable",
            "phone": "***009",
            "proved_at": "2026-03-01T12:00:00+00:00",
            "opted_out_at": None,
            "counts": True,
        },
    ]


def test_the_list_shows_when_a_number_was_proved_and_never_the_number(staffed):
    for person in (SERGEANT, CONSTABLE):
        staffed.stack.numbers.prove(person, NOON)
    result = staffed.run("number", "list")
    assert result.exit_code == 0
    assert "2026-03-02 12:00" in result.stdout
    assert "+44" not in result.stdout


def test_whoever_texted_start_is_texted_again(staffed):
    staffed.stack.numbers.prove(SERGEANT, NOON)
    staffed.stack.numbers.opt_out(SERGEANT, NOON)
    assert proved(staffed) == set()
    result = staffed.run("number", "opt-in", "sergeant")
    assert result.stdout == "sergeant is texted again.\n"
    assert proved(staffed) == {"sergeant"}


def test_an_opt_in_does_not_prove(staffed):
    staffed.stack.numbers.opt_out(SERGEANT, NOON)
    assert "after `watchdesk number verify sergeant`" in staffed.run("number", "opt-in", "sergeant").stdout
    assert proved(staffed) == set()


def test_a_proof_says_that_a_stop_still_stands(staffed):
    staffed.stack.numbers.opt_out(SERGEANT, NOON)
    staffed.run("number", "verify", "sergeant")
    result = staffed.run("number", "verify", "sergeant", "--code", the_code(staffed))
    assert result.exit_code == 0
    assert "opt-in sergeant" in result.stderr
    assert proved(staffed) == set()
