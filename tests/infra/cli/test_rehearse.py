"""A rehearsal from the command line: what is asked of it, what it shows, and what it refuses."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

from infra.cli.cli import cli
from infra.cli.stack import Stack
from tests.builders import a_message, an_inbound, an_own_reply
from tests.fakes import NOON
from tests.infra.cli.register.register_text import RIGHT, written
from watchdesk.core.counted_from import CountedFrom
from watchdesk.core.message import Urgency
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore

HEADER = "received,account,surface,text,handled\n"
KNIFE = "2026-03-16T09:30:00Z,selby-mastodon,mention,He has a knife,2026-03-16T10:30:00Z\n"
BURGLED = "2026-03-16T09:40:00Z,selby-bluesky,reply,When does the desk open?,2026-03-16T09:50:00Z\n"


@pytest.fixture
def register(tmp_path):
    return written(tmp_path)


@pytest.fixture
def month(tmp_path):
    path = tmp_path / "march.csv"
    path.write_text(HEADER + KNIFE + BURGLED)
    return path


@pytest.fixture
def rehearse(register):
    """Without AWS: nothing of the stack is asked."""

    def run(*options, of=register):
        words = ["rehearse", str(of), *map(str, options)]
        return CliRunner(mix_stderr=False).invoke(cli, words, obj=Stack("none"))

    return run


def figures(result):
    assert result.exit_code == 0, result.stderr
    return [each["figures"] for each in json.loads(result.stdout)["rehearsals"]]


def test_a_file_is_rehearsed_and_its_figures_are_for_programs_too(rehearse, month):
    result = rehearse("--month", month, "--answers", "never", "--json")
    (found,) = figures(result)
    assert found["messages"] == 2
    assert (found["overdue, urgent"], found["overdue, routine"], found["longest wait"]) == (1, 0, 60)
    shown = json.loads(result.stdout)
    assert shown["month"] == {
        "name": "march.csv",
        "start": "2026-03-16T09:30:00+00:00",
        "end": "2026-03-16T10:30:00+00:00",
        "messages": 2,
    }
    one = shown["rehearsals"][0]
    assert one["overdue"] == [{"account": "selby-mastodon", "urgency": "urgent", "messages": 1}]
    assert one["longest_wait"] == {"minutes": 60, "urgency": "urgent", "account": "selby-mastodon"}
    assert one["matches"][0]["rules"] == {"weapon": {"found": 1, "decides": 1}}
    assert sum(sum(texts["by_hour"]) for texts in one["texts"]) == found["texts"] > 0
    assert shown["differences"] == {}


def test_people_get_tables_and_a_plot(rehearse, month):
    result = rehearse("--month", month)
    assert result.exit_code == 0
    for expected in (
        "rule weapon",
        "limit urgent: 15m",
        "overdue, urgent",
        "sergeant",
        "Texts by hour of day",
        "█",
    ):
        assert expected in result.stdout
    assert "\x1b" not in result.stdout


def test_two_policies_stand_side_by_side(rehearse, tmp_path, month):
    strict = RIGHT.replace("policies:\n", "policies:\n  strict:\n" + ORDINARY.replace("15m", "5m"))
    result = rehearse(
        *("--month", month, "--answers", "never", "--policy", "ordinary", "--policy", "strict", "--json"),
        of=written(tmp_path, strict),
    )
    ordinary, other = figures(result)
    assert ordinary["overdue, routine"] == other["overdue, routine"] == 0
    names = [each["name"] for each in json.loads(result.stdout)["rehearsals"]]
    assert names == ["ordinary", "strict"]
    assert json.loads(result.stdout)["differences"]["texts"] == other["texts"] - ordinary["texts"] != 0


ORDINARY = """\
    limits:
      - {urgency: urgent, first_look: 15m}
      - {urgency: priority, first_look: 2h}
      - {urgency: routine, first_look: 1d}
    steps:
      - {notify: duty-desk, wait: 10m}
      - {notify: inspectors, wait: 15m}
    triage:
      - {name: weapon, urgency: urgent, phrases: [has a knife]}
"""


def test_a_register_is_no_different_from_itself(rehearse, register, month):
    result = rehearse("--month", month, "--against", register, "--json")
    one, other = figures(result)
    assert one == other
    assert json.loads(result.stdout)["differences"] == {}


def test_the_synthetic_month_is_the_default_and_comes_to_the_same_every_time(rehearse):
    one, two = (rehearse("--days", "1", "--json") for _ in range(2))
    assert one.stdout == two.stdout
    assert figures(one)[0]["messages"] > 900
    assert "the synthetic month, 1 days" in json.loads(one.stdout)["month"]["name"]


@pytest.mark.parametrize(("name", "begins"), [("out.png", b"\x89PNG"), ("out.svg", b"<?xml")])
def test_it_is_drawn_as_the_name_says(rehearse, tmp_path, month, name, begins):
    result = rehearse("--month", month, "--image", tmp_path / name)
    assert result.exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert result.stderr == f"drawn: {tmp_path / name}\n"


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--policy", "ordinry"], 1, "the register has no policy 'ordinry': did you mean ordinary?"),
        (["--policy", "ordinary"] * 3, 1, "two can be compared"),
        (["--image", "out.jpeg"], 64, "must end in .png or .svg"),
        (["--image", "/none/out.png", "--days", "1"], 1, "/none/out.png cannot be written"),
        (
            ["--answers", "sometimes"],
            64,
            "'sometimes' is none of never, always:5m (or another time) and realistic",
        ),
        (["--answers", "always:soon"], 64, "is not a duration"),
        (["--month", "none.csv"], 1, "none.csv: No such file"),
        (["--month", "none.csv", "--days", "3"], 1, "--days is for the synthetic and the stored month"),
        (["--price", "-1"], 64, "-1"),
    ],
)
def test_what_cannot_be_rehearsed_is_one_line(rehearse, options, code, said):
    result = rehearse(*options)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_every_bad_line_of_a_file_is_named(rehearse, month):
    month.write_text(HEADER + KNIFE.replace("mention", "poke") + BURGLED.replace("selby-bluesky", ""))
    result = rehearse("--month", month)
    assert result.exit_code == 1
    assert "march.csv:2: surface: must be one of" in result.stderr
    assert "march.csv:3: account: is not an account's id" in result.stderr


@pytest.fixture
def history(desk):
    """Three messages of the last days: answered after an hour, still waiting, and from before the watch."""
    store = DynamoMessageStore(desk.stack.table("MessagesTableName"))
    sent = NOON - timedelta(days=2)
    bodies = [an_inbound(str(number), sent_at=sent) for number in range(3)]
    messages = [a_message(body, urgency=Urgency.URGENT, first_seen_at=sent) for body in bodies]
    store.add([*messages[:2], replace(messages[2], counted_from=CountedFrom.FIRST_SEEN_HISTORY)])
    store.answer(messages[0].key.account, an_own_reply(answers="0"), sent + timedelta(hours=1))
    return desk


def test_the_stacks_own_history_is_rehearsed_without_its_words(history):
    asked = ("--month", "stored", "--days", "7", "--answers", "never", "--json")
    result = history.run("rehearse", str(history.register), *asked)
    (found,) = figures(result)
    assert (found["messages"], found["overdue, urgent"], found["still waiting at the end"]) == (2, 2, 1)
    assert found["longest wait"] == 2 * 24 * 60
    assert "tree" not in result.stdout


def test_a_stack_without_history_says_so(desk):
    result = desk.run("rehearse", str(desk.register), "--month", "stored")
    assert (result.exit_code, result.stderr) == (
        1,
        "watchdesk: the stack holds no message of the last 30 days\n",
    )


class Impatient(Stack):
    """Its operator presses Ctrl-C while it is read."""

    def output(self, _):
        raise KeyboardInterrupt


def test_an_operator_may_break_it_off_at_any_time(register):
    words = ["rehearse", str(register), "--month", "stored"]
    result = CliRunner(mix_stderr=False).invoke(cli, words, obj=Impatient("none"))
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.strip() == "Interrupted."
