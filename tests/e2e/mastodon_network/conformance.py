"""The conformance tests of reading for every server with the Mastodon API. They need two tokens.

A test module inherits `MastodonConformance` and provides the fixture `tokens`.
"""

import pytest

from tests.e2e.mastodon_network.server_user import ServerUser
from tests.e2e.mastodon_network.tokens import ServerTokens
from tests.e2e.mastodon_network.watched_account import WatchedAccount, an_official_account
from watchdesk.core.account import Surface
from watchdesk.core.errors import Reconnect
from watchdesk.core.message import MessageState

MORE_THAN_A_PAGE = 45


class MastodonConformance:
    @pytest.fixture
    def official(self, tokens: ServerTokens) -> ServerUser:
        return ServerUser(tokens.server, tokens.official)

    @pytest.fixture
    def ana(self, tokens: ServerTokens) -> ServerUser:
        return ServerUser(tokens.server, tokens.public)

    @pytest.fixture
    def at(self, official: ServerUser) -> str:
        """Return the mention of the official account."""
        return f"@{official.username}"

    @pytest.fixture
    def desk(self, tokens: ServerTokens, official: ServerUser) -> WatchedAccount:
        account = an_official_account(tokens.server, official.username)
        return WatchedAccount(account, tokens.official, tokens.patience)

    def test_a_mention_comes_with_its_words_and_its_writer(self, desk, ana, at):
        sent = ana.writes(f"{at} a red car, 5 < 6 & moving 🚓\nregistration unknown", warning="dangerous driving")
        (message,) = desk.receives(sent)
        words = desk.words(sent)
        assert message.key.surface is Surface.MENTION
        assert words.text.startswith("dangerous driving\n\n")
        assert words.text.endswith("a red car, 5 < 6 & moving 🚓\nregistration unknown")
        assert words.author.handle.startswith(ana.username)
        assert words.url.startswith("http")

    def test_a_reply_to_a_post_is_a_reply(self, desk, official, ana, at):
        post = official.writes("The road is closed")
        sent = ana.writes(f"{at} is it open again?", to=post)
        (message,) = desk.receives(sent)
        assert (message.key.surface, desk.words(sent).thread_id) == (Surface.REPLY, post)

    def test_replies_that_do_not_name_the_account_are_found_in_its_thread(self, desk, official, ana):
        post = official.writes("Have you seen this man?")
        first = ana.writes("he was at the station", to=post)
        deeper = ana.writes("and then on the bus", to=first)
        found = desk.receives(first, deeper)
        assert [message.key.surface for message in found] == [Surface.REPLY, Surface.REPLY]

    def test_private_words_of_a_stranger_are_a_direct_message(self, desk, ana, at):
        sent = ana.writes(f"{at} I am afraid to say this in public", visibility="direct")
        (message,) = desk.receives(sent)
        assert message.key.surface is Surface.DIRECT_MESSAGE

    def test_a_private_answer_from_the_platforms_own_app_settles_the_message(self, desk, official, ana, at):
        sent = ana.writes(f"{at} please call me", visibility="direct")
        desk.receives(sent)
        official.writes(f"@{ana.username} we will", visibility="direct", to=sent)
        desk.polls_until(lambda: desk.the(sent).state is MessageState.DISPOSED)

    def test_a_public_answer_settles_only_what_it_answers(self, desk, official, ana, at):
        answered, other = ana.writes(f"{at} is it open?"), ana.writes(f"{at} I found a purse")
        desk.receives(answered, other)
        official.writes(f"@{ana.username} yes", to=answered)
        desk.polls_until(lambda: desk.the(answered).state is MessageState.DISPOSED)
        assert desk.the(other).state is MessageState.UNREAD

    def test_an_answer_before_the_first_look_still_settles_the_message(self, desk, official, ana, at):
        sent = ana.writes(f"{at} where is the station?")
        official.writes(f"@{ana.username} in Mill Lane", to=sent)
        desk.polls_until(lambda: bool(desk.store.messages) and desk.the(sent).state is MessageState.DISPOSED)

    def test_an_edit_is_a_new_version_of_the_same_message(self, desk, ana, at):
        sent = ana.writes(f"{at} he is going north")
        (before,) = desk.receives(sent)
        ana.edits(sent, f"{at} he is going south")
        desk.polls_until(lambda: desk.the(sent).version != before.version)

    def test_an_edit_of_a_reply_that_does_not_name_the_account_is_seen(self, desk, official, ana):
        post = official.writes("Any witnesses?")
        sent = ana.writes("I saw nothing", to=post)
        (before,) = desk.receives(sent)
        ana.edits(sent, "I saw it all")
        desk.polls_until(lambda: desk.the(sent).version != before.version)

    def test_what_its_writer_deletes_stays_stored(self, desk, ana, at):
        sent, next_one = ana.writes(f"{at} help me"), ana.writes(f"{at} never mind")
        desk.receives(sent, next_one)
        ana.deletes(sent)
        desk.receives(ana.writes(f"{at} one more"))
        assert desk.the(sent).state is MessageState.UNREAD

    def test_more_than_a_page_is_stored_once_each_and_then_all_is_quiet(self, desk, ana, at):
        sent = [ana.writes(f"{at} message {number}") for number in range(MORE_THAN_A_PAGE)]
        desk.receives(*sent)
        report = desk.polls()
        assert (report.counts.stored, report.counts.revised, report.errors) == (0, 0, {})
        assert all(not state.gaps and state.watched_until for state in desk.watch.states.values())

    def test_what_came_while_nobody_looked_is_found_page_by_page(self, desk, ana, at):
        desk.receives(ana.writes(f"{at} before the outage"))
        desk.receives(*[ana.writes(f"{at} during the outage {number}") for number in range(MORE_THAN_A_PAGE)])

    def test_a_dead_token_is_told_and_never_an_empty_feed(self, tokens, official):
        desk = WatchedAccount(an_official_account(tokens.server, official.username), "x" * len(tokens.official))
        report = desk.polls()
        assert [type(error) for error in report.errors.values()] == [Reconnect]

    def test_the_probe_finds_the_credential_good(self, desk, official):
        probe = desk.feeds.probe(desk.account)
        assert (probe.handle, probe.state, probe.direct_messages) == (official.username, "active", "readable")
