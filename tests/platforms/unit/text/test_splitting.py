"""A long text becomes a numbered thread in which every part fits and every word stands."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders import an_account
from tests.fakes import FakeClock
from tests.fakes.http import FakeHttpClient
from watchdesk.core.account import Platform
from watchdesk.core.errors import Refused
from watchdesk.platforms.text.graphemes import graphemes
from watchdesk.platforms.text_rules_by_platform import text_rules_of_every_platform

BY_JANE = "\n\nPC Jane Smith, Selby"
NUMBER = re.compile(r" \((\d+)/(\d+)\)$")
WORD = st.sampled_from(
    [
        "flood",
        "Selby.",
        "gov.uk/floods",
        "https://police.uk/a",
        "👨‍👩‍👧‍👦",
        "ŷ",
        "e\u0301",
        "警察",
        "#StaySafe",
        "“Now!”",
        "a" * 90,
    ]
)
GAP = st.sampled_from([" ", " ", " ", "\n", "\n\n", "  "])
patient = settings(deadline=None, max_examples=40)


def split(text: str, suffix: str = "", platform: Platform = Platform.BLUESKY) -> list[str]:
    return text_rules_of_every_platform(clock=FakeClock(), http=FakeHttpClient()).split(
        an_account("selby", platform=platform), text, suffix
    )


def bodies(parts: list[str], suffix: str) -> list[str]:
    """The parts without numbers and suffix, which are checked on the way."""
    assert parts[-1].endswith(suffix)
    plain = [*parts[:-1], parts[-1].removesuffix(suffix)]
    if len(parts) == 1:
        return plain
    found = [NUMBER.search(part) for part in plain]
    assert [match and match.groups() for match in found] == [
        (str(number), str(len(parts))) for number in range(1, len(parts) + 1)
    ]
    return [NUMBER.sub("", part) for part in plain]


@patient
@given(
    pairs=st.lists(st.tuples(WORD, GAP), min_size=1, max_size=150),
    suffix=st.sampled_from(["", BY_JANE, "\n" + "n" * 60]),
    platform=st.sampled_from([Platform.BLUESKY, Platform.X]),
)
def test_every_part_fits_and_nothing_is_lost_or_rewritten(
    pairs: list[tuple[str, str]], suffix: str, platform: Platform
) -> None:
    text = "".join(word + gap for word, gap in pairs).strip()
    try:
        parts = split(text, suffix, platform)
    except Refused:
        assume(False)  # noqa: FBT003  longer than a thread
    rules, account = (
        text_rules_of_every_platform(clock=FakeClock(), http=FakeHttpClient()),
        an_account("selby", platform=platform),
    )
    assert [part for part in parts if not rules.measure(account, part).fits] == []
    said, rest = bodies(parts, suffix), text
    for body in said:
        assert body
        assert rest.startswith(body)
        rest = rest[len(body) :].lstrip()
    assert rest == ""
    assert [word for body in said for word in body.split()] == text.split()


@settings(deadline=None, max_examples=10)
@given(st.text(alphabet="警察かŷ\u0301👩🏽\u200d🚒", min_size=301, max_size=600))
def test_a_text_without_spaces_is_cut_between_characters_only(text: str) -> None:
    assume(not text[0].isspace() and len(graphemes(text)) > 300)
    assert [each for body in bodies(split(text), "") for each in graphemes(body)] == graphemes(text)


def test_a_text_that_fits_goes_out_as_it_is() -> None:
    assert split("Road open.", BY_JANE) == ["Road open." + BY_JANE]
    assert split("a" * (300 - len(BY_JANE)), BY_JANE) == ["a" * (300 - len(BY_JANE)) + BY_JANE]


def test_the_attribution_ends_the_last_part_alone() -> None:
    text = " ".join(["flooded"] * 60)
    first, *_, last = split(text, BY_JANE)
    assert first.endswith(" (1/2)")
    assert last.endswith(f" (2/2){BY_JANE}")
    assert BY_JANE not in first


def test_a_cut_falls_behind_a_paragraph_or_else_a_sentence_near_the_end_of_a_part() -> None:
    sentence = "The river Ouse is still rising in Selby this morning. "
    paragraph = (sentence * 4).strip()
    assert split(f"{paragraph}\n\n{paragraph}")[0] == f"{paragraph} (1/2)"
    assert split(sentence * 6 + "Stay away.")[0].endswith("morning. (1/2)")
    assert split("Go. " + "flooded " * 60)[0].endswith("flooded (1/2)")


def test_ten_parts_have_room_for_two_digits() -> None:
    parts = split("word " * 600)
    assert parts[9].endswith(f"(10/{len(parts)})")


@pytest.mark.parametrize(
    ("text", "suffix", "platform", "why"),
    [
        ("word " * 1700, "", Platform.BLUESKY, "thread of 25"),
        ("https://police.uk/" + "a" * 300, "", Platform.BLUESKY, "address"),
        ("Look: https://police.uk/" + "a" * 250, "\n" + "n" * 60, Platform.BLUESKY, "address"),
        ("word " * 100, "n" * 300, Platform.BLUESKY, "attribution"),
        ("word " * 500, "", Platform.INSTAGRAM, "no threads"),
        ("word " * 15_000, "", Platform.FACEBOOK, "no threads"),
    ],
)
def test_what_no_cut_makes_fit_is_refused_with_the_reason(
    text: str, suffix: str, platform: Platform, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        split(text, suffix, platform)
