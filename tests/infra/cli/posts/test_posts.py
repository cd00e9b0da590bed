"""What is done to posts at a terminal, is asked of the API once, and every refusal says what to do."""

import json

import pytest
from click.testing import CliRunner

from infra.cli.cli import cli
from infra.cli.stack import Stack
from tests.infra.cli.posts.press_server import LOST, a_page, a_post, a_problem, delivery

SOON = "2026-03-02T12:01:00Z"
BUSY = a_problem(503, "unavailable", "Send the same request again in a moment, with the same key.")


def test_a_list_is_one_line_a_post_and_names_the_next_page(run, press):
    press.says(a_page(a_post(delivery()), a_post(delivery(state="failed"), id="4f2b"), after="4f2b"))
    result = run("posts", "list", "--own", "--limit", "2", "--after", "4f29")
    assert result.stdout.splitlines() == [
        "4f2a  2026-03-02 12:00:00Z  accepted  [selby-bluesky published]  The road is open.",
        "4f2b  2026-03-02 12:00:00Z  accepted  [selby-bluesky failed]  The road is open.",
    ]
    assert "--after 4f2b" in result.stderr
    assert press.asked[0].path == "/v1/posts?limit=2&own=true&after=4f29"


def test_a_post_is_shown_with_its_signature_and_its_decision(run, press):
    decision = {"by": "sarah", "at": SOON, "approved": False, "note": "Say which road."}
    press.says(a_post(delivery(state="withdrawn"), state="rejected", decision=decision))
    shown = run("posts", "show", "4f2a").stdout
    assert "  signed: PC, Selby\n" in shown
    assert "  rejected by sarah, 2026-03-02 12:01:00Z: Say which road.\n" in shown


def test_programs_get_the_answer_as_it_came(run, press):
    press.says(a_post(delivery()))
    found = json.loads(run("posts", "show", "--json", "4f2a").stdout)
    assert found == a_post(delivery()).model_dump(mode="json")


@pytest.mark.parametrize(
    ("words", "path", "body"),
    [
        (("reject", "4f2a", "--note", "Which road?"), "4f2a/reject", {"note": "Which road?"}),
        (("withdraw", "4f2a"), "4f2a/withdraw", None),
        (("retry", "4f2a", "selby-bluesky"), "4f2a/deliveries/selby-bluesky/retry", None),
        (
            ("confirm", "4f2a", "selby-bluesky", "--not-published"),
            "4f2a/deliveries/selby-bluesky/confirm",
            {"outcome": "not_published", "link": ""},
        ),
        (
            ("confirm", "4f2a", "selby-bluesky", "--published", "https://x.example/1"),
            "4f2a/deliveries/selby-bluesky/confirm",
            {"outcome": "published", "link": "https://x.example/1"},
        ),
        (("approve", "4f2a", "--hash", "beef"), "4f2a/approve", {"content_hash": "beef"}),
        (("withdraw", "../v1/freeze"), "..%2Fv1%2Ffreeze/withdraw", None),
    ],
)
def test_a_deed_is_asked_for_once_where_it_belongs(run, press, words, path, body):
    press.says(a_post(delivery()))
    assert run("posts", *words).exit_code == 0
    (asked,) = press.asked
    assert (asked.method, asked.path, asked.body) == ("POST", f"/v1/posts/{path}", body)


@pytest.mark.parametrize("deed", ["withdraw", "reject"])
@pytest.mark.parametrize("answer", [LOST, BUSY], ids=["lost", "busy"])
def test_a_deed_without_answer_is_not_repeated_by_itself(run, press, deed, answer):
    press.says(answer)
    result = run("posts", deed, "4f2a")
    assert (result.exit_code, len(press.asked)) == (3, 1)
    assert "posts show 4f2a" in result.stderr if answer is LOST else "in a moment" in result.stderr


def test_an_approval_is_of_what_was_shown(run, press):
    press.says(a_post(delivery(state="accepted"), state="awaiting_approval"), a_post(delivery()))
    result = run("posts", "approve", "4f2a", typed="y\n")
    assert result.exit_code == 0
    assert "  | The road is open." in result.stdout
    assert press.asked[-1].body == {"content_hash": "beef"}


@pytest.mark.parametrize("typed", ["n\n", None], ids=["no", "nobody there"])
def test_nothing_is_approved_that_nobody_agreed_to(run, press, typed):
    press.says(a_post(delivery(state="accepted"), state="awaiting_approval"))
    assert run("posts", "approve", "4f2a", typed=typed).exit_code == 1
    assert not [asked for asked in press.asked if asked.method == "POST"]


@pytest.mark.parametrize("options", [[], ["--published", "https://x.example", "--not-published"]])
def test_a_confirmation_says_one_thing(run, press, options):
    assert run("posts", "confirm", "4f2a", "selby-bluesky", *options).exit_code == 64
    assert press.asked == []


def test_a_conflict_is_said_once(run, press):
    said = "Only a failed delivery can be retried."
    press.says(a_problem(409, "conflict", said, {"code": "not_failed", "field": "", "message": said}))
    result = run("posts", "retry", "4f2a", "selby-bluesky")
    assert (result.exit_code, result.stderr) == (1, f"watchdesk: No. {said}\n")


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ((401, {"message": "Unauthorized"}), "does not accept this token"),
        ((404, {"message": "Not Found"}), "is --api right?"),
        ((200, [1]), "is --api right?"),
    ],
)
def test_what_the_api_never_says_is_one_line(run, press, answer, line):
    press.says(answer)
    result = run("posts", "show", "4f2a")
    assert result.exit_code == 3
    assert line in result.stderr


@pytest.mark.parametrize(
    "url", ["http://desk.example", "ftp://desk.example", "desk.example", "http://127.0.0.1.evil.example"]
)
def test_a_token_is_not_sent_where_others_could_read_it(url):
    words = ["posts", "list", "--api", url, "--token", "tok"]
    result = CliRunner(mix_stderr=False).invoke(cli, words, obj=Stack("s"))
    assert result.exit_code == 1
    assert "https://" in result.stderr


def test_without_a_token_nothing_is_asked(press):
    words = ["posts", "list", "--api", press.url]
    result = CliRunner(mix_stderr=False, env={"WATCHDESK_TOKEN": None}).invoke(cli, words, obj=Stack("s"))
    assert (result.exit_code, press.asked) == (64, [])
