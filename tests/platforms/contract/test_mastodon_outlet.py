"""The real outlet on simulated servers, with all that goes wrong on one: nothing goes out twice or gets lost.

Each flavour as it is, and a Mastodon that ignores the Idempotency-Key, as real servers of its kin do.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from infra.local.simulators.faults import FaultKind
from infra.local.simulators.mastodon.flavours import FLAVOURS
from infra.local.simulators.mastodon.model import Draft
from infra.local.simulators.mastodon.settings import MastodonSettings
from infra.local.simulators.mastodon.simulator import mastodon_server
from tests.builders import SELBY, a_force, an_account
from tests.fakes import FakeRegister
from tests.fakes.sessions import FakeCredentials
from tests.platforms.unit.mastodon.publishing import FakeMedia
from tests.publishing.builders import an_image
from tests.worlds.delivering import PressOffice
from tests.worlds.mastodon_publishing import Selby
from watchdesk.core.http_client import Urllib3Client
from watchdesk.platforms.mastodon.outlet import MastodonOutlets
from watchdesk.platforms.mastodon.server_rules import ServerRulesCache
from watchdesk.publishing.domain.mentions import with_mention
from watchdesk.publishing.domain.post import DeliveryState

POST, ONE, MEDIA = "/api/v1/statuses", "/api/v1/statuses/:id", "/api/v2/media"
SERVERS = [MastodonSettings(flavour=name) for name in sorted(FLAVOURS)] + [
    MastodonSettings(idempotent=False, language="ja")
]
WRITES = (
    FaultKind.LOST,
    FaultKind.RESET,
    FaultKind.OUTAGE,
    FaultKind.TRUNCATED,
    FaultKind.RATE_LIMITED,
)
HALVES = (FaultKind.LOST, FaultKind.OUTAGE)
"""Done without an answer, and answered without being done."""
AT_ANA = "@ana@mastodon.example"
REWRITTEN = (
    "See https://www.heddlu.example/gŵyl",
    "https://www.police.example/report?area[]=selby",
    "Q&amp;A tonight at seven",
    "5 &lt; 6",
    "https://www.police.example/a?x=1&copy=2#f\u0301",
)
"""Texts that come back from GoToSocial in another form."""
SLOW = timedelta(seconds=3)
"""How long an image is processed."""


@pytest.fixture(params=SERVERS, ids=[*sorted(FLAVOURS), "keyless"])
def selby(request: pytest.FixtureRequest) -> Iterator[Selby]:
    office = PressOffice()
    with mastodon_server(["selby"], clock=office.clock.now, settings=request.param) as server:
        (account,) = server.network.accounts()
        server.network.settings = MastodonSettings(media_delay=SLOW, language=request.param.language)
        office.register = FakeRegister(a_force(), an_account(SELBY, handle="selby", server=server.url, secret="s"))
        http = Urllib3Client()
        office.outlets = MastodonOutlets(
            http=http,
            credentials=FakeCredentials({"s": {"access_token": str(account["access_token"])}}),
            clock=office.clock,
            media=FakeMedia(),
            rules=ServerRulesCache(http=http, clock=office.clock),
            pause=lambda seconds: office.clock.advance(seconds=seconds),
        )
        yield Selby(server.network, office)


def test_a_post_stands_there_with_its_image_its_warning_and_its_language(selby: Selby) -> None:
    image = an_image(alt="Y ffordd dan ddŵr.")
    post = selby.office.accepts("👮 Heddlu", images=(image,), content_warning="llifogydd", language="cy")
    selby.office.runs()
    assert selby.state(post) is DeliveryState.PUBLISHED
    (status,) = selby.statuses
    assert (status.text, status.spoiler, status.language) == ("👮 Heddlu", "llifogydd", "cy")
    assert [selby.network.uploads[each].description for each in status.media] == ["Y ffordd dan ddŵr."]


def test_a_thread_hangs_together_under_the_message_it_answers(selby: Selby) -> None:
    question = selby.is_asked("is it open?")
    parts = [with_mention("Not yet. (1/3)", "ana@mastodon.example"), "Wait for us. (2/3)", "Thank you. (3/3)"]
    selby.office.accepts(*parts, reply_to=question)
    selby.office.runs()
    first, second, third = selby.statuses
    assert [first.reply_to, second.reply_to, third.reply_to] == [question.native_id, first.id, second.id]
    assert [status.text for status in selby.statuses] == parts
    assert [account.acct for account in first.mentions] == ["ana@mastodon.example"]


def test_what_is_asked_in_private_is_answered_in_private(selby: Selby) -> None:
    question = selby.is_asked("between us", "direct")
    selby.office.accepts(f"{AT_ANA} We hear you. (1/2)", "Ring 101. (2/2)", reply_to=question)
    selby.office.runs()
    assert {status.visibility for status in selby.statuses} == {"direct"}
    assert all([who.acct for who in status.mentions] == ["ana@mastodon.example"] for status in selby.statuses)


@pytest.mark.parametrize("kind", WRITES)
@pytest.mark.parametrize("after", [0, 1])
def test_whatever_becomes_of_one_call_every_part_is_out_once(selby: Selby, kind: FaultKind, after: int) -> None:
    selby.network.faults.add(kind, route=POST, after=after, times=1, status=500)
    post = selby.office.accepts("First. (1/2)", "Second. (2/2)")
    selby.office.runs()
    selby.settles()
    assert selby.state(post) is DeliveryState.PUBLISHED
    assert selby.said == {"First. (1/2)": 1, "Second. (2/2)": 1}


@pytest.mark.parametrize("kind", HALVES)
@pytest.mark.parametrize("text", REWRITTEN)
def test_a_post_that_its_server_rewrites_is_public_once_though_its_answer_was_lost(
    selby: Selby, kind: FaultKind, text: str
) -> None:
    selby.network.faults.add(kind, route=POST, times=1, status=500)
    post = selby.office.accepts(text)
    selby.office.runs()
    selby.settles()
    assert (selby.state(post), selby.said) == (DeliveryState.PUBLISHED, {text: 1})


def test_a_post_that_reads_almost_like_another_of_ours_is_sent_again_when_it_is_not_there(selby: Selby) -> None:
    first = selby.office.accepts("Road closed: A64 at York, avoid the area.", id="post-1")
    selby.office.runs()
    selby.network.faults.add(FaultKind.OUTAGE, route=POST, times=1, status=500)
    second = selby.office.accepts("Road closed: A19 at York, avoid the area.", id="post-2")
    selby.office.runs()
    selby.settles()
    assert {selby.state(first), selby.state(second)} == {DeliveryState.PUBLISHED}
    assert len(selby.statuses) == 2


@pytest.mark.parametrize("kind", HALVES)
def test_a_lost_post_beside_one_that_nobody_here_knows_waits_for_a_person(selby: Selby, kind: FaultKind) -> None:
    officer = next(each for each in selby.network.people.values() if each.acct == "selby")
    selby.network.publish(officer, Draft(text="Road closed: A64 at York. Avoid the area, please."))
    selby.network.faults.add(kind, route=POST, times=1, status=500)
    post = selby.office.accepts("Road closed: A19 at York. Please avoid the area.")
    selby.office.runs()
    selby.settles()
    was_applied = kind is FaultKind.LOST
    assert selby.state(post) is (DeliveryState.PUBLISHED if was_applied else DeliveryState.UNCONFIRMED)
    assert len(selby.statuses) == (2 if was_applied else 1)


@pytest.mark.parametrize("kind", HALVES)
def test_an_answer_nobody_had_to_be_named_in_is_found_again(selby: Selby, kind: FaultKind) -> None:
    question = selby.is_asked("can I talk to somebody?", "direct")
    selby.network.faults.add(kind, route=POST, times=1, status=500)
    post = selby.office.accepts("Yes: ring 101 or see https://police.uk/selby <now>.", reply_to=question)
    selby.office.runs()
    selby.settles()
    assert selby.state(post) is DeliveryState.PUBLISHED
    assert selby.said == {f"{AT_ANA} Yes: ring 101 or see https://police.uk/selby <now>.": 1}


@pytest.mark.parametrize("kind", HALVES)
@pytest.mark.parametrize("route", [MEDIA, "/api/v1/media/:id"])
def test_a_lost_upload_delays_its_post_and_doubles_nothing(selby: Selby, kind: FaultKind, route: str) -> None:
    selby.network.faults.add(kind, route=route, times=1, status=503)
    selby.office.accepts("Flooded.", images=(an_image(),))
    selby.office.runs()
    selby.settles()
    assert selby.said == {"Flooded.": 1}
    assert [len(status.media) for status in selby.statuses] == [1]


def test_an_image_that_takes_too_long_is_tried_again_later(selby: Selby) -> None:
    selby.network.settings = MastodonSettings(media_delay=timedelta(minutes=1))
    post = selby.office.accepts("Flooded.", images=(an_image(),))
    selby.office.runs()
    assert (selby.state(post), selby.statuses) == (DeliveryState.ACCEPTED, [])
    selby.network.settings = MastodonSettings(media_delay=SLOW)
    selby.settles()
    assert selby.said == {"Flooded.": 1}


def test_an_answer_to_a_message_that_is_gone_fails_with_the_reason(selby: Selby) -> None:
    question = selby.is_asked("is it open?")
    selby.network.public("ana").deletes(question.native_id)
    post = selby.office.accepts("Not yet.", reply_to=question)
    selby.office.runs()
    assert selby.state(post) is DeliveryState.FAILED
    assert "gone, or hidden" in selby.office.delivery().trouble
    assert selby.said == {}


@pytest.mark.parametrize("kind", [None, *HALVES])
def test_an_edit_changes_the_words_and_nothing_else_whatever_becomes_of_one_call(
    selby: Selby, kind: FaultKind | None
) -> None:
    question = selby.is_asked("is it open?")
    post = selby.office.accepts(f"{AT_ANA} Not yet.", reply_to=question, images=(an_image(),))
    selby.office.runs()
    if kind is not None:
        selby.network.faults.add(kind, route=ONE, method="PUT", times=1, status=500)
    selby.office.edits(post, "It is.")
    selby.office.runs()
    selby.settles()
    assert selby.state(post) is DeliveryState.PUBLISHED
    (status,) = selby.statuses
    assert status.editions[-1].text == f"{AT_ANA} It is."
    assert (len(status.media), status.reply_to) == (1, question.native_id)


@pytest.mark.parametrize("kind", [None, *HALVES])
def test_a_withdrawn_thread_is_taken_down_whatever_becomes_of_one_call(
    selby: Selby, kind: FaultKind | None
) -> None:
    post = selby.office.accepts("First. (1/2)", "Second. (2/2)")
    selby.office.runs()
    if kind is not None:
        selby.network.faults.add(kind, route=ONE, method="DELETE", times=1, status=500)
    selby.office.withdraws(post)
    selby.office.runs()
    selby.settles()
    assert selby.state(post) is DeliveryState.WITHDRAWN
    assert selby.said == {}


@pytest.mark.parametrize("seed", range(3))
def test_a_bad_evening_loses_and_doubles_nothing(selby: Selby, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  a reproducible evening
    posts = []
    for number in range(12):
        selby.network.faults.clear()
        selby.network.faults.add(chance.choice(WRITES), after=chance.randrange(6), times=chance.randrange(1, 4))
        visibility = chance.choice([None, None, "public", "direct"])
        reply_to = selby.is_asked(f"question {number}", visibility) if visibility else None
        texts = [f"post {number}, part {part}" for part in range(chance.randrange(1, 4))]
        if reply_to:
            texts = [with_mention(text, "ana@mastodon.example") for text in texts]
        posts.append(selby.office.accepts(*texts, id=f"post-{number}", reply_to=reply_to))
        selby.office.tick(minutes=chance.randrange(1, 4))
    selby.settles()
    parts = Counter(part for post in posts for part in selby.office.delivery(post=post.id).parts)
    assert selby.said == parts
    assert {selby.state(post) for post in posts} == {DeliveryState.PUBLISHED}
