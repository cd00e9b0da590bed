"""Words: how many, which ones, said before, hard to read."""

import pytest

from tests.worlds.publishing import INSTAGRAM, SELBY, SIGNED, YORK, X, a_request, an_upload, bob, jane
from watchdesk.core.account import Platform
from watchdesk.core.problems import AdviceCode, ProblemCode
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.domain.post_request import AttachedImage
from watchdesk.register.domain.officer import AttributionForm


def with_image(alt="A road under water.", media="image-1", **fields):
    return a_request(**{"images": (AttachedImage(media=MediaId(media), alt=alt),)} | fields)


def test_a_text_that_fits_only_without_the_name_is_too_long_with_it(room):
    text = "a" * 300
    assert room.codes(a_request(text=text)) == set()
    (problem,) = room.problems(a_request(text=text, attribution=AttributionForm.FULL))
    assert problem.code is ProblemCode.TOO_LONG
    assert problem.account == SELBY
    assert f"by {len(SIGNED)} characters of {300 + len(SIGNED)}" in problem.message


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
        ("one\x08two", ProblemCode.CONTROL_CHARACTER),
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


TYPED = [
    ("one\r\ntwo\r\n\r\nthree", "one\ntwo\n\nthree"),
    ("one\rtwo", "one\ntwo"),
    ("one\x0btwo\x0cthree\x85four\u2028five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix"),
    ("Ring \u202a+44 1904 618691\u202c now", "Ring +44 1904 618691 now"),
    ("Ring \u202d(01904) 618691\u202c or \u2068101\u2069", "Ring (01904) 618691 or 101"),
]


@pytest.mark.parametrize(("typed", "plain"), TYPED)
def test_what_word_windows_and_phone_books_put_in_is_taken_out_and_said(room, typed, plain):
    request = a_request(YORK, text=typed, content_warning=typed)
    preview = room.preview(request)
    assert preview.problems == ()
    assert preview.accounts[0].parts == (plain,)
    assert AdviceCode.CHARACTERS_CHANGED in [advice.code for advice in preview.advice]
    view = room.use.accept_post(request, "key", jane()).view
    assert (view.post.text, view.post.content_warning, view.deliveries[0].parts) == (plain, plain, (plain,))
    assert room.use.accept_post(request, "key", jane()).is_replay


@pytest.mark.parametrize("text", ["one\ntwo", "Ring 101", "\u200eOne\u200f"])
def test_a_plain_text_stays_as_it_was_typed_and_nothing_is_said(room, text):
    preview = room.preview(a_request(text=text))
    assert preview.accounts[0].parts == (text,)
    assert AdviceCode.CHARACTERS_CHANGED not in [advice.code for advice in preview.advice]


def test_marks_that_turn_words_round_are_still_refused(room):
    assert room.codes(a_request(text="pay \u202e101 now\u202c")) == {ProblemCode.BIDI_CHARACTER}


def test_the_preview_shows_every_link_of_every_part(room):
    request = a_request(text="https://a.example/b " + "word " * 100 + "https://c.example", split=True)
    (preview,) = room.preview(request).accounts
    assert len(preview.parts) > 1
    assert preview.links == ("https://a.example/b", "https://c.example")


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


def test_a_content_warning_counts_where_it_stands_before_the_text(room):
    (problem,) = room.problems(a_request(YORK, text="a" * 497, content_warning="Flood"))
    assert (problem.code, "by 2 characters" in problem.message) == (ProblemCode.TOO_LONG, True)


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


@pytest.mark.parametrize(
    ("minutes", "codes"), [(9.99, {ProblemCode.DUPLICATE}), (10, {ProblemCode.DUPLICATE}), (10.01, set())]
)
def test_after_ten_minutes_the_same_words_are_new(room, minutes, codes):
    room.accepted()
    room.clock.advance(minutes=minutes)
    assert room.codes(a_request()) == codes


def test_what_was_taken_back_is_no_duplicate(room):
    room.use.withdraw_post(room.accepted().post.id, bob())
    assert room.codes(a_request()) == set()


def test_a_duplicate_is_found_behind_many_others(room):
    room.accepted()
    for number in range(60):
        room.accepted(a_request(text=f"Number {number}"))
    assert room.codes(a_request()) == {ProblemCode.DUPLICATE}


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
