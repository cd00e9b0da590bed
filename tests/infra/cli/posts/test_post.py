"""What an officer sees who hands in a post at a terminal, and what the API is asked."""

import pytest
from click.testing import CliRunner

from infra.cli.cli import cli
from infra.cli.stack import Stack
from tests.infra.cli.posts.press_server import LOST, a_post, a_preview, a_problem, delivery

TEXT = "The road is open."
SOON = "2026-03-02T12:01:00Z"
BUSY = a_problem(503, "unavailable", "Send the same request again in a moment, with the same key.")


def test_a_post_is_handed_in_with_everything_that_was_said(run, press):
    press.says(a_post(delivery(state="accepted", attention_at=SOON)))
    words = ("--to", "selby-bluesky", "--to", "selby-mastodon", "--as", "role_only", "--split", "--again")
    result = run("post", *words, "--at", "2027-03-01T09:30+00:00", TEXT)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "post 4f2a: accepted, by jane-subject" in result.stdout
    (asked,) = press.asked
    assert (asked.method, asked.path) == ("POST", "/v1/posts")
    assert asked.headers["authorization"] == "Bearer tok"
    assert asked.body == {
        "text": TEXT,
        "accounts": ["selby-bluesky", "selby-mastodon"],
        "attribution": "role_only",
        "publish_at": "2027-03-01T09:30:00+00:00",
        "reply_to": None,
        "language": "en",
        "split": True,
        "confirm_duplicate": True,
    }


def test_a_long_text_is_read_from_standard_input(run, press):
    press.says(a_post(delivery()))
    CliRunner().invoke(
        cli,
        ["post", "--to", "selby-bluesky", "--api", press.url, "--token", "tok", "-"],
        obj=Stack("s"),
        input="The road\nis open.\n",
    )
    assert press.asked[0].body["text"] == "The road\nis open."


def test_an_answer_that_is_lost_is_asked_for_again_under_the_same_key(run, press, pauses):
    in_progress = a_problem(409, "in-progress", "Send the same request again in a moment, with the same key.")
    press.says(LOST, BUSY, in_progress, a_post(delivery()))
    assert run("post", "--to", "selby-bluesky", TEXT).exit_code == 0
    keys = {asked.headers["idempotency-key"] for asked in press.asked}
    assert (len(press.asked), len(keys), len(pauses)) == (4, 1, 3)


def test_two_posts_have_two_keys(run, press):
    press.says(a_post(delivery()))
    for _ in range(2):
        run("post", "--to", "selby-bluesky", TEXT)
    assert len({asked.headers["idempotency-key"] for asked in press.asked}) == 2


def test_without_any_answer_the_key_is_told_so_that_it_stays_one_post(run, press):
    press.says(LOST)
    result = run("post", "--to", "selby-bluesky", "--key", "k-1", TEXT)
    assert result.exit_code == 3
    assert "It is not known whether it was stored: repeat the command with --key k-1" in result.stderr


def test_everything_that_must_be_changed_is_named_at_once(run, press):
    too_long = {"code": "too_long", "field": "text", "message": "Shorten it by 3.", "account": "selby-bluesky"}
    unknown = {"code": "account_unknown", "field": "accounts.1", "message": "Leave it out.", "account": None}
    press.says(a_problem(422, "unacceptable", "Nothing was stored.", too_long, unknown))
    result = run("post", "--to", "selby-bluesky", "--to", "yorc", TEXT)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Nothing was stored.\n  text (selby-bluesky): Shorten it by 3.\n  accounts.1: Leave it out.\n" in (
        result.stderr
    )
    assert len(press.asked) == 1


def test_a_preview_shows_the_exact_parts_and_stores_nothing(run, press):
    press.says(a_preview())
    result = run("post", "--dry-run", "--to", "selby-bluesky", TEXT)
    assert (result.exit_code, [asked.path for asked in press.asked]) == (0, ["/v1/posts/preview"])
    assert result.stdout == (
        "selby-bluesky: 28 of 300 graphemes, needs approval\n"
        "  | The road is open.\n  | \n  | PC, Selby\n"
        "advice: Write it in small letters.\n"
    )


def test_a_preview_shows_every_link_below_the_words(run, press):
    preview = a_preview()
    account = preview.accounts[0].model_copy(update={"links": ["https://police.uk"]})
    press.says(preview.model_copy(update={"accounts": [account]}))
    result = run("post", "--dry-run", "--to", "selby-bluesky", TEXT)
    assert "  | PC, Selby\n  link: https://police.uk\n" in result.stdout


def test_a_preview_with_problems_says_no(run, press):
    press.says(a_preview(({"code": "empty", "field": "text", "message": "Write something."},)))
    result = run("post", "--dry-run", "--to", "selby-bluesky", "")
    assert (result.exit_code, result.stderr) == (1, "problem: text: Write something.\n")


def test_waiting_tells_every_change_once_and_ends_when_all_of_it_is_out(run, press, pauses):
    lost = delivery("selby-mastodon", "unconfirmed", looks=1, attention_at=SOON)
    press.says(
        a_post(
            delivery(state="accepted", attention_at=SOON), delivery("selby-mastodon", "sending", attention_at=SOON)
        ),
        a_post(delivery(), lost),
        a_post(delivery(), lost),
        a_post(delivery(), delivery("selby-mastodon")),
    )
    result = run("post", "--wait", "--to", "selby-bluesky", "--to", "selby-mastodon", TEXT)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "post 4f2a: accepted",
        "selby-bluesky: accepted",
        "selby-mastodon: sending",
        "selby-bluesky: published https://selby-bluesky.example/1",
        "selby-mastodon: unconfirmed (the part may be public; checked 1 times, again at 2026-03-02 12:01:00Z)",
        "selby-mastodon: published https://selby-mastodon.example/1",
    ]
    assert len(pauses) == 3


def test_waiting_ends_with_one_when_a_delivery_failed(run, press):
    press.says(a_post(delivery(), delivery("selby-mastodon", "failed", trouble="refused: too long")))
    result = run("posts", "show", "--wait", "4f2a")
    assert result.exit_code == 1
    assert "selby-mastodon: failed (refused: too long)" in result.stdout
    assert "not out on selby-mastodon" in result.stderr


def test_waiting_does_not_last_longer_than_asked_for(run, press, pauses):
    press.says(a_post(delivery(state="accepted", attention_at=SOON)))
    assert run("posts", "show", "--wait", "--for", "10s", "4f2a").exit_code == 1
    assert pauses == [2.0] * 5


WAITING = {
    "posts confirm": delivery(state="unconfirmed"),
    "held by a freeze": delivery(state="accepted", held=True, attention_at=SOON),
}


@pytest.mark.parametrize(("line", "waiting"), WAITING.items(), ids=WAITING)
def test_what_waits_for_a_person_is_not_waited_for(run, press, pauses, line, waiting):
    press.says(a_post(waiting))
    result = run("posts", "show", "--wait", "4f2a")
    assert (result.exit_code, pauses) == (1, [])
    assert line in result.stdout


def test_a_post_that_awaits_approval_is_not_waited_for(run, press, pauses):
    press.says(a_post(delivery(state="accepted"), state="awaiting_approval"))
    result = run("post", "--wait", "--to", "selby-bluesky", TEXT)
    assert (result.exit_code, pauses) == (1, [])
    assert "watchdesk posts approve 4f2a" in result.stderr


@pytest.mark.parametrize("at", ["tomorrow", "2027-03-01T09:30:00"])
def test_a_time_needs_its_zone(run, at):
    assert run("post", "--to", "selby-bluesky", "--at", at, TEXT).exit_code == 64
