"""What the operator sees of plan and apply, and what stands in the tables afterwards."""

import json

import pytest

from tests.builders import a_message
from tests.infra.cli.register.register_text import PEOPLE, RIGHT, changed
from watchdesk.core.account import AccountState
from watchdesk.core.message import MessageState
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore

RETIRED = changed(
    RIGHT,
    "    options: {conversations: true}\n",
    "    options: {conversations: true}\n    state: retired\n    successor: selby-bluesky\n",
)
WITHOUT_GOOLE = RIGHT[: RIGHT.index("  goole-bluesky:")]
NARROWER = changed(RIGHT, "[mention, reply, direct_message]", "[mention, reply]")


def test_a_plan_lists_everything_of_a_first_register_and_writes_nothing(desk):
    result = desk.plan()
    assert result.exit_code == 0
    assert "+ account selby-mastodon" in result.stdout
    assert "    limits[urgent direct_message].first_look: 10m" in result.stdout
    assert "11 to add, 0 to change, 0 to remove; 2 accounts to poll from now on, 0 no more." in result.stdout
    assert desk.stack.register.all() == []


def test_no_command_ever_prints_a_phone_number(desk):
    results = [desk.plan(), desk.plan("--json"), desk.apply()]
    desk.write(RIGHT, people=changed(PEOPLE, "+447700900001", "+447700900101"))
    results += [desk.plan(), desk.run("validate", str(desk.register))]
    shown = "".join(result.stdout + result.stderr for result in results)
    assert "phone: ***001 -> ***101" in shown
    assert "4477009" not in shown


def test_applying_writes_the_plan_and_polls_every_watched_account(desk):
    result = desk.apply()
    assert result.exit_code == 0
    assert "done: + account selby-bluesky" in result.stdout
    assert "watchdesk secret put selby-bluesky" in result.stdout
    accounts = {account.id: account for account in desk.stack.register.accounts()}
    assert accounts["selby-mastodon"].secret == "watchdesk/test/mastodon/selby-mastodon"
    assert desk.polled() == {"selby-bluesky", "selby-mastodon"}


def test_whoever_has_a_new_number_must_prove_it_and_nobody_else(desk):
    first = desk.apply().stdout
    assert first.count("watchdesk number verify") == 4
    other_phone = changed(PEOPLE, "+447700900001", "+447700900101")
    desk.write(RIGHT, people=changed(other_phone, "name: Desk sergeant", "name: Sergeant of the desk"))
    said = desk.apply().stdout
    assert "Until its number is proved, control-room is passed over: watchdesk number verify control-room" in said
    assert said.count("watchdesk number verify") == 1


def test_applying_twice_changes_nothing_the_second_time(desk):
    desk.apply()
    again = desk.apply()
    assert (again.exit_code, again.stdout) == (0, "Nothing to change: what is deployed is what is declared.\n")


def test_a_plan_says_by_its_exit_code_whether_there_are_differences(desk):
    assert desk.plan("--exit-code").exit_code == 2
    desk.apply()
    assert desk.plan("--exit-code").exit_code == 0


def test_a_change_is_shown_field_by_field(desk):
    desk.apply()
    desk.write(changed(RIGHT, "first_look: 2h", "first_look: 90m"))
    lines = desk.plan().stdout.splitlines()
    assert lines == [
        "~ policy ordinary",
        "    limits[priority].first_look: 2h -> 1h30m",
        "0 to add, 1 to change, 0 to remove; 0 accounts to poll from now on, 0 no more.",
    ]


def test_a_plan_for_programs_holds_the_same(desk):
    desk.apply()
    desk.write(changed(RIGHT, "first_look: 2h", "first_look: 90m"))
    assert json.loads(desk.plan("--json").stdout) == {
        "changes": [
            {
                "action": "change",
                "kind": "policy",
                "id": "ordinary",
                "fields": [{"field": "limits[priority].first_look", "old": "2h", "new": "1h30m"}],
            }
        ],
        "enrol": [],
        "withdraw": [],
        "refusals": [],
        "notes": ["4 of 4 people have a number for drama: no text reaches control-room"],
    }


LESS = [(RETIRED, "retire selby-mastodon"), (NARROWER, "no longer watch direct_message of selby-mastodon")]


@pytest.mark.parametrize(("text", "why"), LESS)
def test_nothing_is_watched_less_without_consent(desk, text, why):
    desk.apply()
    desk.write(text)
    result = desk.apply()
    assert result.exit_code == 1
    assert f"this would {why}: say --yes" in result.stderr
    assert "done" not in result.stdout
    assert desk.polled() == {"selby-bluesky", "selby-mastodon"}


@pytest.mark.parametrize(("answer", "code", "polled"), [("n", 1, 2), ("y", 0, 1)])
def test_a_person_is_asked_before_an_account_is_retired(desk, answer, code, polled):
    desk.apply()
    desk.write(RETIRED)
    result = desk.apply(typed=f"{answer}\n")
    assert "This will retire selby-mastodon. Go on?" in result.stderr
    assert result.exit_code == code
    assert len(desk.polled()) == polled


def test_a_retired_account_is_polled_no_more_but_stays_in_the_register(desk):
    desk.apply()
    desk.write(RETIRED)
    assert desk.apply("--yes").exit_code == 0
    assert desk.polled() == {"selby-bluesky"}
    states = {account.id: account.state for account in desk.stack.register.accounts()}
    assert states["selby-mastodon"] is AccountState.RETIRED


def test_an_account_that_comes_back_is_polled_again(desk):
    desk.write(RETIRED)
    desk.apply()
    desk.write(RIGHT)
    assert desk.apply().exit_code == 0
    assert desk.polled() == {"selby-bluesky", "selby-mastodon"}


def test_a_watched_account_cannot_be_removed(desk):
    desk.apply()
    start, end = RIGHT.index("  selby-mastodon:"), RIGHT.index("  goole-bluesky:")
    desk.write(RIGHT[:start] + RIGHT[end:])
    for result in (desk.apply("--yes"), desk.plan()):
        assert result.exit_code == 1
        assert "refused: account selby-mastodon is active, so it is watched: retire it" in result.stderr
    assert desk.polled() == {"selby-bluesky", "selby-mastodon"}


STATES = [(MessageState.UNREAD, 1), (MessageState.CLAIMED, 1), (MessageState.DISPOSED, 0)]


@pytest.mark.parametrize(("state", "code"), STATES)
def test_a_retired_account_goes_only_when_all_its_messages_are_disposed(desk, state, code):
    desk.apply()
    DynamoMessageStore(desk.stack.table("MessagesTableName")).add(
        [a_message(account="goole-bluesky", state=state)]
    )
    desk.write(WITHOUT_GOOLE)
    result = desk.apply()
    assert result.exit_code == code
    assert ("goole-bluesky" in {account.id for account in desk.stack.register.accounts()}) == bool(code)


def test_a_register_of_another_force_is_refused(desk):
    desk.apply()
    desk.write(changed(RIGHT, "id: ridings", "id: dales"))
    result = desk.apply("--yes")
    assert result.exit_code == 1
    assert "this stack holds the register of force ridings" in result.stderr
    assert desk.stack.register.force().id == "ridings"


def test_a_wrong_register_is_told_before_aws_is_asked_anything(desk):
    desk.stack.outputs.clear()
    desk.write(changed(RIGHT, "first_look: 2h", "first_look: soon"))
    result = desk.apply()
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{desk.register}:2")
