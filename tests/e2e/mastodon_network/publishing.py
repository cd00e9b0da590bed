"""The conformance tests of publishing for every server with the Mastodon API. They need two tokens.

A test module inherits `MastodonPublishing` and provides the fixture `tokens`. The tests delete their posts.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.e2e.mastodon_network.picture import OneImage, blue_square
from tests.e2e.mastodon_network.server_user import ServerUser
from tests.e2e.mastodon_network.tokens import ServerTokens
from tests.e2e.mastodon_network.watched_account import an_official_account
from tests.fakes.sessions import FakeCredentials
from watchdesk.core.account import Account
from watchdesk.core.errors import Refused
from watchdesk.core.http_client import Urllib3Client
from watchdesk.core.system_clock import SystemClock
from watchdesk.platforms.mastodon.outlet import MastodonOutlets
from watchdesk.platforms.mastodon.server_rules import ServerRulesCache
from watchdesk.platforms.mastodon.text_rules import MastodonTextRule
from watchdesk.publishing.domain.mentions import with_mention
from watchdesk.publishing.domain.post import PublishedPart, Visibility
from watchdesk.publishing.ports.posts import OutgoingPart, Outlet

TEXTS = (
    "Plain words.",
    "5 < 6 & \"so\" 'on' — <b>no tag</b>",
    "First paragraph.\n\nSecond one,\nof two lines.",
    "👮🏽‍♀️ Heddlu 🏴󠁧󠁢󠁷󠁬󠁳󠁿 cafe\u0301",
    "See https://www.police.uk/pu/contact-us/report-a-crime/?a=1&b=2#top, or www.police.uk.",
    "#Selby #flood desk@police.uk",
    "- one\n- two\n\n*stars* _lines_ `code`",
    "@nobody@nowhere.example and @nobody_at_all",
)


@dataclass(slots=True)
class OutletSession:
    """The outlet of one account, and the parts that were published through it."""

    account: Account
    outlet: Outlet
    rules: MastodonTextRule
    out: list[PublishedPart] = field(default_factory=list)

    def part(self, text: str, **fields: Any) -> OutgoingPart:
        dated = SystemClock().now()
        given = {"key": str(uuid.uuid4()), "dated": dated, "language": "en"}
        return OutgoingPart(account=self.account, text=text, **given | fields)

    def sends(self, part: OutgoingPart) -> str:
        published = self.outlet.send(part)
        self.out.append(published)
        return published.native_id


def unique_text(text: str) -> str:
    """Return the text with an ending that is unique on this server."""
    return f"{text} {uuid.uuid4().hex[:12]}"


class MastodonPublishing:
    @pytest.fixture
    def official(self, tokens: ServerTokens) -> ServerUser:
        return ServerUser(tokens.server, tokens.official)

    @pytest.fixture
    def ana(self, tokens: ServerTokens) -> ServerUser:
        return ServerUser(tokens.server, tokens.public)

    @pytest.fixture
    def press(self, tokens: ServerTokens, official: ServerUser) -> Iterator[OutletSession]:
        account = an_official_account(tokens.server, official.username)
        http, clock = Urllib3Client(), SystemClock()
        rules = ServerRulesCache(http=http, clock=clock)
        outlets = MastodonOutlets(
            http=http,
            credentials=FakeCredentials({account.secret: {"access_token": tokens.official}}),
            clock=clock,
            media=OneImage(),
            rules=rules,
        )
        press = OutletSession(account, outlets.of(account), MastodonTextRule(rules))
        yield press
        for published in press.out:
            press.outlet.withdraw(account, published)

    @pytest.mark.parametrize("text", TEXTS)
    def test_what_went_out_is_found_by_its_words_and_nothing_else_is(self, press, text):
        part = press.part(unique_text(text))
        assert press.outlet.look(part) is None
        sent = press.sends(part)
        found = press.outlet.look(part)
        assert found is not None
        assert found.native_id == sent

    def test_what_went_out_twice_under_one_key_is_found_too(self, press):
        """A server that ignores the key publishes twice."""
        part = press.part(unique_text("Once."))
        sent = {press.sends(part), press.sends(part)}
        assert press.outlet.look(part).native_id in sent

    def test_warning_language_and_visibility_arrive(self, press, ana):
        text = unique_text("Ffordd ar gau.")
        part = press.part(text, content_warning="damwain", language="cy", visibility=Visibility.UNLISTED)
        shown = ana.reads(press.sends(part))
        assert (shown["spoiler_text"], shown["language"], shown["visibility"]) == ("damwain", "cy", "unlisted")
        assert press.outlet.look(part) is not None

    def test_an_image_arrives_with_its_description(self, press, ana):
        part = press.part(unique_text("Look."), images=(blue_square("A blue square."),))
        shown = ana.reads(press.sends(part))
        assert [media["description"] for media in shown["media_attachments"]] == ["A blue square."]
        assert press.outlet.look(part) is not None

    def test_an_answer_stands_below_its_question_and_names_who_asked(self, press, official, ana):
        question = ana.writes(f"@{official.username} is it open?")
        text = with_mention(unique_text("It is."), ana.username)
        part = press.part(text, reply_to=question)
        shown = ana.reads(press.sends(part))
        assert shown["in_reply_to_id"] == question
        assert [person["acct"] for person in shown["mentions"]] == [ana.username]
        assert press.outlet.look(part) is not None
        ana.deletes(question)

    def test_a_private_question_is_answered_in_private_in_every_part(self, press, official, ana):
        question = ana.writes(f"@{official.username} between us", visibility="direct")
        first = press.part(unique_text("We hear you. (1/2)"), reply_to=question)
        second = press.part(unique_text("Ring 101. (2/2)"), reply_to=press.sends(first))
        press.sends(second)
        for part in (first, second):
            shown = ana.reads(press.outlet.look(part).native_id)
            assert shown["visibility"] == "direct"
        ana.deletes(question)

    def test_an_edit_changes_the_words_and_keeps_the_image(self, press, ana):
        part = press.part(unique_text("Shut."), images=(blue_square("A blue square."),))
        sent = press.sends(part)
        edited = press.part(unique_text("Open."), images=part.images)
        press.outlet.edit(press.out[0], edited)
        shown = ana.reads(sent)
        assert len(shown["media_attachments"]) == 1
        assert shown["edited_at"] is not None
        assert press.outlet.look(edited).native_id == sent
        assert press.outlet.look(part).native_id == sent

    def test_what_is_taken_down_is_gone_however_often(self, press, ana):
        part = press.part(unique_text("Not for long."))
        sent = press.sends(part)
        for _ in range(2):
            press.outlet.withdraw(press.account, press.out[0])
        assert ana.reads(sent) is None
        assert press.outlet.look(part) is None

    def test_a_text_of_the_measured_length_is_taken_and_a_longer_one_is_not(self, press):
        words = unique_text("")
        room = press.rules.measure(press.account, words).limit - len(words)
        full = press.part("a" * room + words)
        assert press.rules.measure(press.account, full.text).fits
        press.sends(full)
        with pytest.raises(Refused):
            press.sends(press.part("a" + full.text))
