"""An account that could not be watched, or leads nowhere, is named with what would be right."""

import pytest

from tests.infra.cli.register.register_text import RIGHT, assert_named, changed, problems_of, written

ANOTHER_SELBY = """\
  york-bluesky:
    name: York Bluesky
    district: York
    platform: bluesky
    handle: selby.ridings.example # HERE
    server: https://pds.example
    policy: ordinary
"""
WRONG = {
    "a name too long for a text": (
        "name: Selby Bluesky",
        "name: Selby and Goole on Bluesky # HERE",
        "accounts.selby-bluesky.name",
        "shorten it to 20",
    ),
    "an unknown policy": (
        "    policy: ordinary\n    state: retired",
        "    policy: ordinery # HERE\n    state: retired",
        "accounts.goole-bluesky.policy",
        "did you mean ordinary?",
    ),
    "an unknown successor": (
        "successor: selby-bluesky",
        "successor: selby-blusky # HERE",
        "accounts.goole-bluesky.successor",
        "did you mean selby-bluesky?",
    ),
    "a retired account without successor": (
        "    state: retired\n    successor: selby-bluesky\n",
        "    state: retired # HERE\n",
        "accounts.goole-bluesky.state",
        "needs a successor",
    ),
    "an active account with a successor": (
        "    state: retired\n    successor: selby-bluesky\n",
        "    successor: selby-bluesky # HERE\n",
        "accounts.goole-bluesky.successor",
        "an active account has none",
    ),
    "an account that succeeds itself": (
        "successor: selby-bluesky",
        "successor: goole-bluesky # HERE",
        "accounts.goole-bluesky.successor",
        "leads in a circle",
    ),
    "a platform without adapter": (
        "platform: mastodon",
        "platform: facebook # HERE",
        "accounts.selby-mastodon.platform",
        "facebook has no adapter yet",
    ),
    "an unknown platform": (
        "platform: mastodon",
        "platform: mastadon # HERE",
        "accounts.selby-mastodon.platform",
        "did you mean mastodon?",
    ),
    "a surface the platform has not": (
        "[mention, reply, direct_message]",
        "[mention, review] # HERE",
        "accounts.selby-mastodon.surfaces[1]",
        "mastodon has no review",
    ),
    "a surface that does not exist": (
        "[mention, reply, direct_message]",
        "[mentions] # HERE",
        "accounts.selby-mastodon.surfaces[0]",
        "did you mean mention?",
    ),
    "no surface at all": (
        "surfaces: [mention, reply, direct_message]",
        "surfaces: [] # HERE",
        "accounts.selby-mastodon.surfaces",
        "give at least one",
    ),
    "an option the platform has not": (
        "{conversations: true}",
        "{conversation: true} # HERE",
        "accounts.selby-mastodon.options.conversation",
        "did you mean conversations?",
    ),
    "an option that is neither true nor false": (
        "{conversations: true}",
        "{conversations: maybe} # HERE",
        "accounts.selby-mastodon.options.conversations",
        "true or false",
    ),
    "a handle with an @": (
        "handle: selby@social.example",
        'handle: "@selby@social.example" # HERE',
        "accounts.selby-mastodon.handle",
        "without a first `@`",
    ),
    "a server with a path": (
        "server: https://social.example",
        "server: https://social.example/ # HERE",
        "accounts.selby-mastodon.server",
        "no final slash",
    ),
    "a server without encryption": (
        "server: https://social.example",
        "server: http://social.example # HERE",
        "accounts.selby-mastodon.server",
        "write https://",
    ),
    "a server that is none": (
        "server: https://social.example",
        "server: social.example # HERE",
        "accounts.selby-mastodon.server",
        "is not a base URL",
    ),
    "a poll slower than a limit": (
        "options: {conversations: true}",
        "poll_every: 11m # HERE",
        "accounts.selby-mastodon.poll_every",
        "can miss the limit of 10m",
    ),
    "an id with capitals": ("  goole-bluesky:", "  Goole-Bluesky: # HERE", "accounts.Goole-Bluesky", "is no id"),
    "a value left empty": ("name: Selby Bluesky", "name: # HERE", "accounts.selby-bluesky.name", "is empty"),
    "an account that is text": (
        "options: {conversations: true}\n",
        "options: {conversations: true}\n  york-bluesky: soon # HERE\n",
        "accounts.york-bluesky",
        "must be a mapping",
    ),
    "a duplicate key": (
        "    district: Selby\n    platform: mastodon\n",
        "    district: Selby\n    district: Goole # HERE\n    platform: mastodon\n",
        "accounts.selby-mastodon",
        "the key district stands here again",
    ),
}


@pytest.mark.parametrize(("old", "new", "path", "advice"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_an_account_is_named_where_it_stands(tmp_path, old, new, path, advice):
    assert_named(tmp_path, changed(RIGHT, old, new), path, advice)


def test_a_handle_declared_twice_is_named_at_its_second_place(tmp_path):
    text = RIGHT + ANOTHER_SELBY
    assert_named(tmp_path, text, "accounts.york-bluesky.handle", "one account declared twice")


def test_a_retired_account_may_share_its_handle_with_the_one_that_follows_it(tmp_path):
    text = changed(RIGHT, "handle: goole.ridings.example", "handle: selby.ridings.example")
    assert problems_of(written(tmp_path, text)) == []


def test_a_circle_of_successors_is_said_once(tmp_path):
    draining = "    state: draining\n    successor: goole-bluesky\n"
    text = changed(RIGHT, "  selby-mastodon:", f"{draining}  selby-mastodon:")
    (problem,) = problems_of(written(tmp_path, text))
    assert "(goole-bluesky -> selby-bluesky -> goole-bluesky)" in problem.what
