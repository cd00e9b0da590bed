"""The duty desk at a terminal, against the API's own routes, and nothing hostile acts."""

import json
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from infra.cli.cli import cli
from infra.cli.desk.api import DeskApiClient
from infra.cli.desk.show import printable
from tests.builders import SELBY, a_message, an_own_reply, an_unreadable, edited
from tests.handlers.api import http_event
from tests.handlers.desk_api import DeskApi as Routes
from tests.worlds.desk import PC, SERGEANT, WORDS, YORK
from watchdesk.alerting.domain.notification import Notification
from watchdesk.core.http_client import HttpResponse
from watchdesk.core.message import Attachment, Author
from watchdesk.desk.http.message_addresses import id_of
from watchdesk.register.domain.person import PersonId

HOSTILE = "\x1b[2J\x1b]0;owned\x07 [red]bold[/red] \u202egnp.exe \x9b31m \r\n\t|end"


class InProcess:
    """The routes behind an authorizer that takes the token for the subject."""

    def __init__(self, routes):
        self.routes = routes
        self.asked = []

    def send(self, method, url, *, query=None, headers=None, body=None):
        self.asked.append((method, url))
        given = {name.lower(): value for name, value in headers.items()}
        subject = given["authorization"].removeprefix("Bearer ")
        text = None if body is None else body.decode()
        event = http_event(method, url, text, subject=subject, headers=given)
        if query:
            event |= {"queryStringParameters": dict(query), "rawQueryString": urlencode(query)}
        answer = self.routes.application(event)
        replied = {name.lower(): str(value) for name, value in answer["headers"].items()}
        return HttpResponse(answer["statusCode"], replied, answer["body"].encode())


@pytest.fixture
def routes():
    return Routes()


@pytest.fixture
def room(routes):
    return routes.room


@pytest.fixture
def run(routes):
    """`run("list", by=SERGEANT)`."""

    def invoke(*words, by=PC):
        http = InProcess(routes)
        stack = SimpleNamespace(
            desk_api=lambda _, token: DeskApiClient(url="", token=token, http=http, pause=lambda _: None)
        )
        return CliRunner(mix_stderr=False, env={"WATCHDESK_TOKEN": by}).invoke(cli, ["desk", *words], obj=stack)

    return invoke


def test_a_list_is_one_line_a_message_and_names_the_next_page(run, room):
    first, second = room.receives("1", minutes=5), room.receives("2", minutes=9)
    room.clock.advance(minutes=6)
    alert = room.raises_alert(first)
    listed = run("list", "--limit", "1")
    assert listed.stdout == (
        f"2026-03-02 12:05:00Z  routine  unread  '{first}'  "
        f"(overdue since 2026-03-02 12:05:00Z; alert {alert.code})\n"
    )
    after = listed.stderr.split("--after ")[1].strip()
    assert f"'{second}'" in run("list", "--after", after).stdout
    assert "zwyntoll" not in listed.stdout


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--account", YORK), ["york"]),
        (("--account", YORK, "--account", SELBY, "--state", "unread"), ["late", "york"]),
        (("--overdue",), ["late"]),
        (("--urgency", "urgent"), []),
        (("--state", "claimed"), ["held"]),
    ],
)
def test_a_list_is_narrowed(run, room, options, expected):
    room.receives("late", minutes=1)
    room.receives("york", account=YORK)
    run("claim", str(room.receives("held")))
    room.clock.advance(minutes=2)
    found = json.loads(run("list", "--json", *options).stdout)["messages"]
    assert [each["key"].rpartition("#")[2] for each in found] == expected


def test_a_search_shows_where_the_words_stand(run, room):
    room.receives(text=WORDS)
    assert f"  walker@fells.example: {WORDS}\n" in run("list", "--search", "micklegate knife").stdout
    assert room.deeds == [(PC, "search_messages")]


def test_a_message_is_read_whole(run, room):
    room.receives("0", thread_id="t", text="Before.")
    room.messages.answer(SELBY, an_own_reply(answers="0"), room.clock.now())
    picture = Attachment(kind="image", url="https://x.example/1", alt="A tree.")
    key = room.receives(text="One.\nTwo.", thread_id="t", attachments=(picture,))
    room.messages.revise(edited(room.stored(key), "2", "Three."))
    run("open", str(key), by=SERGEANT)
    shown = run("open", str(key), "--reason", "A call to 101.").stdout
    for line in (
        f"  also read a moment ago by {SERGEANT}",
        "  walker@fells.example (A. Walker), 2026-03-02 12:00:00Z",
        "  | One.",
        "  | Two.",
        "  attached: image A tree.",
        "  edited to:",
        "  | Three.",
        "    | Before.",
        f"  2026-03-02 12:00:00Z  read message by {PC} (reason A call to 101., thread 1)",
        f"answer with: watchdesk post --to {SELBY} --reply-to '{key}'",
    ):
        assert line in shown.splitlines()


def test_what_could_not_be_read_is_shown_as_it_came(run, room):
    message = a_message(an_unreadable())
    room.messages.add([message])
    shown = run("open", str(message.key)).stdout
    assert f"  | {an_unreadable().raw}" in shown
    assert "answer with" not in shown


def test_a_message_is_claimed_given_back_and_ended(run, room):
    key = str(room.receives())
    assert run("claim", key).stdout == f"{key}: claimed (claimed by {PC} until 2026-03-03 00:00:00Z)\n"
    assert run("release", key).stdout == f"{key}: opened, due 2026-03-02 20:00:00Z\n"
    ended = run("dispose", key, "--outcome", "crime_recorded", "--reference", "NY-1").stdout
    assert ended == f"{key}: disposed (crime recorded NY-1 by {PC}, 2026-03-02 12:00:00Z)\n"


def test_a_second_claimer_is_told_and_a_supervisor_takes_over(run, room):
    key = str(room.receives())
    run("claim", key)
    refused = run("claim", key, by=SERGEANT)
    assert (refused.exit_code, f"{PC} claimed it at" in refused.stderr) == (1, True)
    assert f"claimed by {SERGEANT}" in run("claim", key, "--take-over", by=SERGEANT).stdout
    assert run("dispose", key, "--outcome", "spam", "--reason", "x").exit_code == 1
    assert run("dispose", key, "--outcome", "spam", "--reason", "x", "--take-over").exit_code == 0


def test_what_must_be_said_is_asked_for(run, room):
    refused = run("dispose", str(room.receives()), "--outcome", "no_action")
    assert (refused.exit_code, "reason: Give a reason" in refused.stderr) == (1, True)
    assert run("dispose", str(room.receives()), "--outcome", "deleted").exit_code == 64


def test_a_message_goes_by_its_id_too_and_what_is_neither_is_refused(run, room):
    key = room.receives()
    assert run("claim", id_of(key)).exit_code == 0
    assert "not the key of a message" in run("open", "a#b").stderr
    assert "It does not exist" in run("open", f"{SELBY}#mention#none").stderr


def test_alerts_are_listed_shown_and_acknowledged(run, room):
    key = room.receives(minutes=5)
    room.clock.advance(minutes=6)
    alert = room.raises_alert(key)
    text = Notification(
        n=0, step=0, person=PersonId("sergeant"), expires_at=room.clock.now(), wanted_at=room.clock.now()
    )
    room.alerts.stored[alert.id].notifications = [text]
    assert run("alerts").stdout == (
        f"{alert.id}  {alert.code}  2026-03-02 12:06:00Z  {SELBY}  routine  open, step 0\n"
    )
    shown = run("alert", alert.id).stdout
    assert f"'{key}'" in shown
    assert "  text to Sgt Hale, step 0: pending\n" in shown
    assert "  2026-03-02 12:06:00Z  opened" in shown
    assert f"acknowledged by {PC}" in run("acknowledge", alert.id, by=PC).stdout
    assert f"acknowledged by {PC}" in run("acknowledge", alert.id, by=SERGEANT).stdout
    assert run("alerts", "--state", "open").stdout == ""
    assert json.loads(run("alerts", "--json").stdout)["alerts"][0]["acknowledged_by"] == PC


def test_nothing_the_public_wrote_acts_on_the_terminal(run, room):
    author = Author(id="1", handle=f"h{HOSTILE}", name=f"n{HOSTILE}")
    key = room.receives(f"1{HOSTILE}", text=f"one {HOSTILE}\nknife {HOSTILE}", thread_id=f"t{HOSTILE}")
    room.messages.change(key, body=replace(room.stored(key).body, author=author))
    raw = an_unreadable(raw=HOSTILE, problem=HOSTILE)
    room.messages.add([a_message(raw)])
    commands = (
        ("list", "--search", "knife"),
        ("list",),
        ("open", id_of(key)),
        ("open", id_of(a_message(raw).key)),
    )
    shown = "".join(run(*words).stdout for words in commands)
    assert "[red]bold[/red]" in shown
    assert not [each for each in shown if each != "\n" and not each.isprintable()]


def test_emoji_stay_whole_and_what_moves_the_cursor_does_not():
    family = "👩\u200d👩\u200d👧"
    assert printable(f"{family} é\tx") == f"{family} é x"
    assert printable("a\x1b[2Jb\x9bc\u202ed") == "a\ufffd[2Jb\ufffdc\ufffdd"
