"""Accounts, names, times and costs; and every problem at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from tests.builders import a_message, an_inbound
from tests.fakes import NOON
from tests.worlds.publishing import (
    CAREFUL,
    DRAINING,
    FACEBOOK,
    JANE,
    RETIRED,
    SELBY,
    SIGNED,
    TEXT,
    YORK,
    X,
    a_request,
    bob,
    jane,
)
from watchdesk.core.account import AccountId, Platform, Surface
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Subject
from watchdesk.core.problems import AdviceCode, ProblemCode
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import MediaId, Visibility
from watchdesk.publishing.domain.post_request import AttachedImage
from watchdesk.register.domain.officer import AttributionForm

MENTION = MessageKey(YORK, Surface.MENTION, "1001")


def test_each_account_shows_its_own_text_with_the_name_under_it(room):
    request = a_request(SELBY, YORK, attribution=AttributionForm.FULL, variants={Platform.MASTODON: "Open."})
    selby, york = room.preview(request).accounts
    assert selby.parts == (TEXT + SIGNED,)
    assert york.parts == ("Open." + SIGNED,)
    assert (selby.length, selby.limit, selby.unit) == (len(TEXT + SIGNED), 300, "characters")
    assert room.problems(request) == []


def test_what_may_be_posted_has_no_problems_and_asks_for_nothing(room):
    preview = room.preview(a_request())
    assert preview.problems == preview.advice == ()
    assert preview.accounts[0].cost is None
    assert room.trail.chain == []
    assert room.store.posts == {}


def test_a_text_may_fit_one_account_and_not_the_other(room):
    (problem,) = room.problems(a_request(SELBY, YORK, text="a" * 301))
    assert (problem.code, problem.account, problem.field) == (ProblemCode.TOO_LONG, SELBY, "text")


def test_an_unknown_account_and_one_of_others_get_the_same_answer(room):
    asker = jane("publish:selby-bluesky")
    (theirs,) = room.problems(a_request(YORK), asker)
    (nowhere,) = room.problems(a_request(AccountId("nowhere")), asker)
    assert replace(theirs, account=None) == replace(nowhere, account=None)
    assert theirs.code is ProblemCode.ACCOUNT_UNKNOWN
    (retired,) = room.problems(a_request(RETIRED), asker)
    assert replace(retired, account=None) == replace(nowhere, account=None)
    assert room.preview(a_request(YORK), asker).accounts == ()


def test_a_retired_account_names_its_successor_and_a_draining_one_only_answers(room):
    (retired,) = room.problems(a_request(RETIRED))
    assert retired.code is ProblemCode.ACCOUNT_RETIRED
    assert YORK in retired.message
    assert room.codes(a_request(DRAINING)) == {ProblemCode.ACCOUNT_DRAINING}
    room.messages.add([a_message(an_inbound(), account=DRAINING)])
    reply = MessageKey(DRAINING, Surface.MENTION, "1001")
    assert room.codes(a_request(DRAINING, reply_to=reply)) == set()


def test_nothing_is_accepted_for_a_platform_on_which_nothing_goes_out(room):
    assert room.codes(a_request(FACEBOOK)) == {ProblemCode.PLATFORM_WITHOUT_OUTLET}


def test_accounts_are_chosen_once_each_and_not_none_and_not_a_hundred(room):
    assert room.codes(replace(a_request(), accounts=())) == {ProblemCode.NO_ACCOUNT}
    assert room.codes(a_request(SELBY, SELBY)) == {ProblemCode.SAME_ACCOUNT_TWICE}
    many = tuple(AccountId(f"account-{number}") for number in range(60))
    problems = room.problems(a_request(*many))
    assert ProblemCode.TOO_MANY_ACCOUNTS in {problem.code for problem in problems}
    assert len(problems) == 51


def test_what_a_platform_cannot_show_is_never_left_out_in_silence(room):
    request = a_request(SELBY, YORK, content_warning="Flood", visibility=Visibility.UNLISTED)
    problems = room.problems(request)
    assert {problem.code for problem in problems} == {ProblemCode.CONTENT_WARNING, ProblemCode.VISIBILITY}
    assert {problem.account for problem in problems} == {SELBY}


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (NOON - timedelta(seconds=1), ProblemCode.TIME_PAST),
        (datetime(2026, 3, 2, 12, 0, tzinfo=timezone(timedelta(hours=1))), ProblemCode.TIME_PAST),
        (NOON.replace(tzinfo=None) + timedelta(hours=1), ProblemCode.TIME_WITHOUT_ZONE),
        (NOON + timedelta(days=366, seconds=1), ProblemCode.TIME_TOO_FAR),
        (datetime.max.replace(tzinfo=timezone(-timedelta(hours=14))), ProblemCode.TIME_TOO_FAR),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), ProblemCode.TIME_PAST),
    ],
)
def test_a_time_must_be_to_come_and_say_its_zone(room, at, code):
    assert room.codes(a_request(publish_at=at)) == {code}


def test_a_time_to_come_is_no_problem(room):
    assert room.codes(a_request(publish_at=NOON.astimezone(UTC))) == set()
    assert room.codes(a_request(publish_at=NOON + timedelta(days=366))) == set()


@pytest.mark.parametrize("form", [AttributionForm.ROLE_ONLY, AttributionForm.FULL])
def test_a_form_that_is_not_allowed_and_a_name_that_is_nowhere_read_the_same(room, form):
    nobody = room.problems(a_request(attribution=form), bob())
    assert [problem.code for problem in nobody] == [ProblemCode.ATTRIBUTION]
    room.directory.withhold(JANE)
    assert room.problems(a_request(attribution=form)) == nobody


def test_the_same_words_on_the_same_account_within_ten_minutes_are_asked_about(room):
    room.accepted()
    for text in (TEXT, TEXT.upper(), f"  {TEXT}\n"):
        (question,) = room.problems(a_request(SELBY, YORK, text=text), bob())
        assert (question.code, question.account, question.is_question) == (ProblemCode.DUPLICATE, SELBY, True)
    assert room.codes(a_request(confirm_duplicate=True)) == set()
    assert room.codes(a_request(YORK)) == set()
    assert room.codes(a_request(text="The Selby road is closed again.")) == set()


def test_every_problem_is_told_at_once(room):
    request = a_request(
        SELBY,
        AccountId("nowhere"),
        RETIRED,
        text="a" * 301 + "\x00",
        publish_at=NOON - timedelta(days=1),
        attribution=AttributionForm.ROLE_ONLY,
        language="?",
        images=(AttachedImage(media=MediaId("image-1"), alt=""),),
        reply_to=MENTION,
        visibility=Visibility.UNLISTED,
    )
    assert room.codes(request) == {
        ProblemCode.ACCOUNT_UNKNOWN,
        ProblemCode.ACCOUNT_RETIRED,
        ProblemCode.TOO_LONG,
        ProblemCode.CONTROL_CHARACTER,
        ProblemCode.TIME_PAST,
        ProblemCode.ATTRIBUTION,
        ProblemCode.LANGUAGE,
        ProblemCode.ALT_TEXT_MISSING,
        ProblemCode.IMAGE_UNKNOWN,
        ProblemCode.REPLY_ELSEWHERE,
        ProblemCode.VISIBILITY,
    }


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("No link here. None at all.", "0.015"),
        ("See https://police.example/a", "0.200"),
        ("See police.example", "0.200"),
    ],
)
def test_what_a_post_costs_is_seen_before_it_is_made(room, text, cost):
    x, selby = room.preview(a_request(X, SELBY, text=text)).accounts
    assert (x.cost, selby.cost) == (Decimal(cost), None)


def test_approval_and_a_freeze_are_announced_before_anybody_counts_on_the_hour(room):
    room.freezes.put(Freeze(account=SELBY, by=Subject("chief"), at=NOON))
    advice = {(each.code, each.account) for each in room.preview(a_request(SELBY, CAREFUL)).advice}
    assert advice == {(AdviceCode.FROZEN, SELBY), (AdviceCode.NEEDS_APPROVAL, CAREFUL)}
    room.freezes.put(Freeze(account=SELBY, by=Subject("chief"), at=NOON, exempt_subjects=frozenset({JANE})))
    assert room.preview(a_request()).advice == ()
