"""Everything that can be wrong with a request, and all of it at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from tests.builders import a_message, an_inbound, an_unreadable
from tests.fakes import NOON
from tests.newsroom import (
    CAREFUL,
    DRAINING,
    FACEBOOK,
    INSTAGRAM,
    JANE,
    RETIRED,
    SELBY,
    SIGNED,
    TEXT,
    YORK,
    X,
    a_request,
    an_upload,
    bob,
    jane,
)
from watchdesk.domain.account import AccountId, Platform, Surface
from watchdesk.domain.attribution import AttributionForm
from watchdesk.domain.freeze import Freeze
from watchdesk.domain.message import MessageKey
from watchdesk.domain.post import MediaId, Subject, Visibility
from watchdesk.domain.post_request import AttachedImage
from watchdesk.domain.problems import AdviceCode, ProblemCode

MENTION = MessageKey(YORK, Surface.MENTION, "1001")


def with_image(alt="A road under water.", media="image-1", **fields):
    return a_request(**{"images": (AttachedImage(media=MediaId(media), alt=alt),)} | fields)


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


def test_a_text_that_fits_only_without_the_name_is_too_long_with_it(room):
    text = "a" * 300
    assert room.codes(a_request(text=text)) == set()
    (problem,) = room.problems(a_request(text=text, attribution=AttributionForm.FULL))
    assert problem.code is ProblemCode.TOO_LONG
    assert problem.account == SELBY
    assert f"by {len(SIGNED)} characters of {300 + len(SIGNED)}" in problem.message


def test_a_text_may_fit_one_account_and_not_the_other(room):
    (problem,) = room.problems(a_request(SELBY, YORK, text="a" * 301))
    assert (problem.code, problem.account, problem.field) == (ProblemCode.TOO_LONG, SELBY, "text")


def test_a_long_text_goes_out_in_parts_if_that_is_wished_with_the_name_under_the_last(room):
    request = a_request(text="word " * 100, split=True, attribution=AttributionForm.FULL)
    (preview,) = room.preview(request).accounts
    assert room.problems(request) == []
    assert len(preview.parts) > 1
    assert [part.endswith(SIGNED) for part in preview.parts][-2:] == [False, True]
    assert preview.length <= preview.limit


@pytest.mark.parametrize(
    "fields",
    [
        {"accounts": (X,), "text": "a" * 281},
        {"text": "a" * (300 * 25 + 1)},
        {"accounts": (YORK,), "text": "a" * 501, "content_warning": "Flood"},
    ],
)
def test_what_cannot_go_out_in_parts_says_why(room, fields):
    accounts = fields.pop("accounts", (SELBY,))
    (problem,) = room.problems(a_request(*accounts, split=True, **fields))
    assert problem.code is ProblemCode.CANNOT_BE_SPLIT
    assert "shorten" in problem.message.lower() or "shorter" in problem.message


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u200b\u200d", "\u00a0"])
def test_a_post_of_nothing_that_is_seen_is_empty(room, text):
    assert room.codes(a_request(text=text)) == {ProblemCode.EMPTY}
    assert ProblemCode.EMPTY in room.codes(a_request(variants={Platform.BLUESKY: text}))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("one\x00two", ProblemCode.CONTROL_CHARACTER),
        ("one\rtwo", ProblemCode.CONTROL_CHARACTER),
        ("one\x1b[31mtwo", ProblemCode.CONTROL_CHARACTER),
        ("one\u202etwo", ProblemCode.BIDI_CHARACTER),
        ("one\u2067two\u2069", ProblemCode.BIDI_CHARACTER),
        ("one\ud83dtwo", ProblemCode.BROKEN_CHARACTER),
    ],
)
def test_characters_that_deceive_or_break_are_named_by_their_field(room, text, code):
    room.uploads.add(an_upload())
    assert room.codes(a_request(text=text)) == {code}
    assert [problem.field for problem in room.problems(a_request(variants={Platform.X: text}))] == ["variants.x"]
    assert [problem.field for problem in room.problems(with_image(alt=text))] == ["images.0.alt"]
    (first, *_) = room.problems(a_request(YORK, content_warning=text))
    assert (first.field, first.code) == ("content_warning", code)


@pytest.mark.parametrize(
    "text",
    [
        "Mae\u2019r ffordd ar gau \u2013 t\u0177",
        "\u200eOne\u200f",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 a\nb\tc",
    ],
)
def test_other_scripts_emojis_and_line_breaks_are_nobodys_business(room, text):
    assert room.codes(a_request(text=text)) == set()


def test_texts_that_no_store_could_hold_are_refused_before_they_are_measured(room):
    preview = room.preview(a_request(text="a" * 250_001, split=True))
    assert [problem.code for problem in preview.problems] == [ProblemCode.FIELD_TOO_LONG]
    assert preview.accounts == ()


@pytest.mark.parametrize("language", ["", "english", "EN", "en_GB", "en-", "\ud800"])
def test_a_language_is_a_tag(room, language):
    assert room.codes(a_request(language=language)) == {ProblemCode.LANGUAGE}
    assert {frozenset(room.codes(a_request(language=good))) for good in ("cy", "en-GB", "gd")} == {frozenset()}


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


def test_a_warning_on_bluesky_hides_images_and_so_needs_one(room):
    room.uploads.add(an_upload())
    assert room.codes(with_image(content_warning="An injury")) == set()


def test_a_content_warning_counts_where_it_stands_before_the_text(room):
    (problem,) = room.problems(a_request(YORK, text="a" * 497, content_warning="Flood"))
    assert (problem.code, "by 2 characters" in problem.message) == (ProblemCode.TOO_LONG, True)


@pytest.mark.parametrize("alt", ["", "  "])
def test_an_image_says_what_it_shows_or_is_refused(room, alt):
    room.uploads.add(an_upload())
    assert room.codes(with_image(alt=alt)) == {ProblemCode.ALT_TEXT_MISSING}


def test_somebody_elses_image_reads_like_none(room):
    room.uploads.add(an_upload(by=Subject("bob")))
    (theirs,) = room.problems(with_image())
    (nobodys,) = room.problems(with_image(media="nothing"))
    (broken,) = room.problems(with_image(media="\ud800"))
    assert theirs == nobodys == broken
    assert theirs.code is ProblemCode.IMAGE_UNKNOWN


@pytest.mark.parametrize(
    ("account", "fields", "code"),
    [
        (SELBY, {"size": 2_000_001}, ProblemCode.IMAGE_TOO_LARGE),
        (SELBY, {"content_type": "image/tiff"}, ProblemCode.IMAGE_TYPE),
        (YORK, {"size": 16_777_217}, ProblemCode.IMAGE_TOO_LARGE),
        (YORK, {"width": 33_177_601, "height": 1}, ProblemCode.IMAGE_DIMENSIONS),
        (X, {"size": 5_000_001}, ProblemCode.IMAGE_TOO_LARGE),
        (INSTAGRAM, {"content_type": "image/png"}, ProblemCode.IMAGE_TYPE),
        (INSTAGRAM, {"width": 319, "height": 319}, ProblemCode.IMAGE_DIMENSIONS),
        (INSTAGRAM, {"width": 1911, "height": 1000}, ProblemCode.IMAGE_DIMENSIONS),
        (INSTAGRAM, {"width": 799, "height": 1000}, ProblemCode.IMAGE_DIMENSIONS),
    ],
)
def test_each_platform_takes_its_own_kind_of_image(room, account, fields, code):
    room.uploads.add(an_upload(**fields))
    (problem,) = room.problems(with_image(accounts=(account,)))
    assert (problem.code, problem.account, problem.field) == (code, account, "images.0")


@pytest.mark.parametrize(
    ("account", "fields"),
    [
        (SELBY, {"size": 2_000_000}),
        (YORK, {"width": 33_177_600, "height": 1}),
        (INSTAGRAM, {"width": 1910, "height": 1000}),
        (INSTAGRAM, {"width": 800, "height": 1000}),
    ],
)
def test_a_limit_met_exactly_is_kept(room, account, fields):
    room.uploads.add(an_upload(**fields))
    assert room.codes(with_image(accounts=(account,))) == set()


def test_there_may_be_too_many_images_for_one_platform_or_too_few(room):
    for number in range(11):
        room.uploads.add(an_upload(f"image-{number}"))
    images = tuple(AttachedImage(media=MediaId(f"image-{number}"), alt="A road.") for number in range(11))
    problems = room.problems(a_request(SELBY, INSTAGRAM, images=images[:5]))
    assert [(problem.code, problem.account) for problem in problems] == [(ProblemCode.TOO_MANY_IMAGES, SELBY)]
    assert "1" in problems[0].message
    assert room.codes(a_request(INSTAGRAM, images=images)) == {ProblemCode.TOO_MANY_IMAGES}
    assert room.codes(a_request(INSTAGRAM)) == {ProblemCode.IMAGE_MISSING}


def test_alt_text_has_a_limit_too(room):
    room.uploads.add(an_upload())
    assert room.codes(with_image(accounts=(YORK,), alt="a" * 1501)) == {ProblemCode.ALT_TEXT_TOO_LONG}
    assert room.codes(with_image(accounts=(YORK,), alt="a" * 1500)) == set()


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


def test_a_reply_goes_out_where_the_message_came_in_and_nowhere_else(room):
    room.messages.add([a_message(an_inbound(), account=YORK)])
    assert room.codes(a_request(YORK, reply_to=MENTION)) == set()
    assert room.codes(a_request(SELBY, reply_to=MENTION)) == {ProblemCode.REPLY_ELSEWHERE}
    assert room.codes(a_request(SELBY, YORK, reply_to=MENTION)) == {ProblemCode.REPLY_ELSEWHERE}


@pytest.mark.parametrize("native_id", ["9999", "", "\ud800", "\x00", "a" * 2000])
def test_a_reply_to_nothing_is_refused(room, native_id):
    key = MessageKey(YORK, Surface.MENTION, native_id)
    assert room.codes(a_request(YORK, reply_to=key)) == {ProblemCode.REPLY_UNKNOWN}


def test_a_reply_to_what_is_deleted_or_could_not_be_read_is_refused(room):
    room.messages.add([a_message(an_inbound(), account=YORK), a_message(an_unreadable(), account=YORK)])
    room.messages.mark_deleted(MENTION, NOON)
    unreadable = MessageKey(YORK, Surface.MENTION, "1002")
    assert room.codes(a_request(YORK, reply_to=MENTION)) == {ProblemCode.REPLY_UNKNOWN}
    assert room.codes(a_request(YORK, reply_to=unreadable)) == {ProblemCode.REPLY_UNKNOWN}


def test_whether_a_message_is_there_is_not_told_to_those_who_may_not_answer_it(room):
    room.messages.add([a_message(an_inbound(), account=YORK)])
    asker = jane("reply:selby-bluesky", "publish:york-mastodon")
    for key in (MENTION, MessageKey(YORK, Surface.MENTION, "9999")):
        assert room.codes(a_request(YORK, reply_to=key), asker) == {ProblemCode.ACCOUNT_UNKNOWN}


def test_a_reply_on_mastodon_names_whom_it_answers_and_counts_the_name(room):
    room.messages.add([a_message(an_inbound(), account=YORK)])
    (york,) = room.preview(a_request(YORK, reply_to=MENTION)).accounts
    assert york.parts == (f"@walker@fells.example {TEXT}",)
    (already,) = room.preview(a_request(YORK, text="Thanks @walker@fells.example!", reply_to=MENTION)).accounts
    assert already.parts == ("Thanks @walker@fells.example!",)
    assert room.codes(a_request(YORK, text="a" * 490, reply_to=MENTION)) == {ProblemCode.TOO_LONG}


def test_a_direct_message_is_answered_only_where_the_answer_is_private(room):
    direct = an_inbound(surface=Surface.DIRECT_MESSAGE)
    room.messages.add([a_message(direct, account=account) for account in (SELBY, YORK, X)])
    codes = {
        account: room.codes(a_request(account, reply_to=MessageKey(account, Surface.DIRECT_MESSAGE, "1001")))
        for account in (SELBY, YORK, X)
    }
    assert codes == {SELBY: set(), YORK: set(), X: {ProblemCode.REPLY_PRIVATE}}


def test_an_answer_to_a_direct_message_carries_no_images_on_bluesky_and_stays_one_part(room):
    room.uploads.add(an_upload())
    room.messages.add([a_message(an_inbound(surface=Surface.DIRECT_MESSAGE), account=SELBY)])
    key = MessageKey(SELBY, Surface.DIRECT_MESSAGE, "1001")
    assert room.codes(with_image(reply_to=key)) == {ProblemCode.TOO_MANY_IMAGES}
    assert room.codes(a_request(text="a" * 301, split=True, reply_to=key)) == {ProblemCode.CANNOT_BE_SPLIT}


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


@pytest.mark.parametrize(
    ("minutes", "codes"), [(9.99, {ProblemCode.DUPLICATE}), (10, {ProblemCode.DUPLICATE}), (10.01, set())]
)
def test_after_ten_minutes_the_same_words_are_new(room, minutes, codes):
    room.accepted()
    room.clock.advance(minutes=minutes)
    assert room.codes(a_request()) == codes


def test_what_was_taken_back_is_no_duplicate(room):
    room.use.withdraw(room.accepted().post.id, bob())
    assert room.codes(a_request()) == set()


def test_a_duplicate_is_found_behind_many_others(room):
    room.accepted()
    for number in range(60):
        room.accepted(a_request(text=f"Number {number}"))
    assert room.codes(a_request()) == {ProblemCode.DUPLICATE}


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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("word " * 26 + ".", AdviceCode.LONG_SENTENCE),
        ("Follow #roadclosuresinselby now", AdviceCode.HASHTAG_CASE),
        ("Well done \U0001f600\U0001f600\U0001f44d\U0001f3fd\U0001f1ec\U0001f1e7", AdviceCode.MANY_EMOJIS),
        ("PLEASE AVOID SELBY road", AdviceCode.ALL_CAPS),
    ],
)
def test_advice_says_what_is_hard_to_hear_or_read_and_hinders_nobody(room, text, code):
    preview = room.preview(a_request(text=text))
    assert [advice.code for advice in preview.advice] == [code]
    assert preview.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "word " * 24 + "word. " + "word " * 24 + "word.",
        "Follow #RoadClosuresInSelby and #selby and #101",
        "A family \U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 and \U0001f44d\U0001f3fd",
        "Ask the PCSO of NYP: CID and RTC are on it",
    ],
)
def test_what_reads_well_gets_no_advice(room, text):
    assert room.preview(a_request(text=text)).advice == ()


def test_approval_and_a_freeze_are_announced_before_anybody_counts_on_the_hour(room):
    room.freezes.put(Freeze(account=SELBY, by=Subject("chief"), at=NOON))
    advice = {(each.code, each.account) for each in room.preview(a_request(SELBY, CAREFUL)).advice}
    assert advice == {(AdviceCode.FROZEN, SELBY), (AdviceCode.NEEDS_APPROVAL, CAREFUL)}
    room.freezes.put(Freeze(account=SELBY, by=Subject("chief"), at=NOON, exempt_subjects=frozenset({JANE})))
    assert room.preview(a_request()).advice == ()
