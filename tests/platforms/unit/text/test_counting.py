"""Every platform's own count, on vectors computed with that platform's own library."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import an_account
from tests.fakes import FakeClock
from tests.fakes.http import FakeHttpClient
from watchdesk.core.account import Platform, Surface
from watchdesk.core.errors import Defect
from watchdesk.platforms.text_rules_by_platform import TextRulesByPlatform, text_rules_of_every_platform
from watchdesk.publishing.ports.text_rules import Measure

SAMPLES = Path(__file__).parents[3] / "samples"
VECTORS = json.loads((SAMPLES / "text_length_vectors.json").read_text(encoding="utf-8"))["vectors"]
NAMES = [vector["name"] for vector in VECTORS]


def measured(platform: Platform, text: str) -> Measure:
    return text_rules_of_every_platform(clock=FakeClock(), http=FakeHttpClient()).measure(
        an_account("selby", platform=platform), text
    )


@pytest.mark.parametrize("vector", VECTORS, ids=NAMES)
def test_x_weighs_a_text_as_its_own_library_does(vector: dict[str, Any]) -> None:
    measure = measured(Platform.X, vector["text"])
    assert (measure.length, measure.fits) == (vector["x_weighted"], vector["x_valid"])


@pytest.mark.parametrize("vector", VECTORS, ids=NAMES)
def test_bluesky_counts_graphemes_and_bytes_as_its_own_library_does(vector: dict[str, Any]) -> None:
    measure = measured(Platform.BLUESKY, vector["text"])
    assert measure.fits == vector["bsky_ok"]
    expected = {"characters": vector["bsky_graphemes"], "bytes": vector["utf8_bytes"]}
    assert measure.length == expected[measure.unit]


@pytest.mark.parametrize(
    ("surface", "limit"),
    [(None, 300), (Surface.MENTION, 300), (Surface.REPLY, 300), (Surface.DIRECT_MESSAGE, 1_000)],
)
@pytest.mark.parametrize("letter", ["a", "\U0001f46e\U0001f3fd\u200d\u2640"])
def test_a_private_answer_on_bluesky_may_be_as_long_as_a_message(
    surface: Surface | None, limit: int, letter: str
) -> None:
    rules = text_rules_of_every_platform(clock=FakeClock(), http=FakeHttpClient())
    account = an_account("selby", platform=Platform.BLUESKY)
    most = min(limit, limit * 10 // len(letter.encode()))
    assert rules.measure(account, letter * most, surface).fits
    assert not rules.measure(account, letter * (most + 1), surface).fits


@pytest.mark.parametrize(
    ("platform", "links"),
    [
        (Platform.BLUESKY, ("https://gov.uk", "https://police.uk/a")),
        (Platform.MASTODON, ("https://police.uk/a",)),
        (Platform.X, ("gov.uk", "https://police.uk/a")),
        (Platform.FACEBOOK, ("gov.uk", "https://police.uk/a")),
        (Platform.INSTAGRAM, ()),
    ],
)
def test_every_platform_tells_of_which_addresses_it_makes_links(
    platform: Platform, links: tuple[str, ...]
) -> None:
    rules = text_rules_of_every_platform(clock=FakeClock(), http=FakeHttpClient())
    text = "See gov.uk or https://police.uk/a, or write to desk@police.uk"
    assert rules.links(an_account("selby", platform=platform), text) == links


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("See gov.uk.", 4 + 23 + 1),
        ("“https://police.uk/a_(b)”, he said", 1 + 23 + 10),
        ("https://police.uk…", 23 + 2),
        ("https://police.uk/a?b=1&c=2. Then", 23 + 6),
        ("write to desk@police.uk", 23),
        ("gov.uk:80/x and gov.uk:80", 23 + 5 + 23 + 3),
        ("no.suchplace", 12),
        ("❤️ ❤ © ☎", 2 + 1 + 2 + 1 + 1 + 1 + 2),
        ("🇬🇧🏴󠁧󠁢󠁷󠁬󠁳󠁿1️⃣", 6),
        ("https://" + "(" * 5000, 8 + 5000),
    ],
)
def test_x_counts_an_address_as_23_wherever_it_begins_and_ends(text: str, weight: int) -> None:
    assert measured(Platform.X, text).length == weight


@pytest.mark.parametrize(
    ("platform", "text", "measure"),
    [
        (Platform.FACEBOOK, "a" * 63_206, Measure(length=63_206, limit=63_206, unit="characters")),
        (Platform.INSTAGRAM, "a" * 2_201, Measure(length=2_201, limit=2_200, unit="characters")),
        (Platform.INSTAGRAM, "#lost " * 31, Measure(length=31, limit=30, unit="hashtags")),
        (Platform.INSTAGRAM, "@desk.1 " * 21, Measure(length=21, limit=20, unit="names of accounts")),
        (Platform.INSTAGRAM, "#1 of 9 a#b ", Measure(length=12, limit=2_200, unit="characters")),
        (Platform.BLUESKY, "👨‍👩‍👧‍👦" * 121, Measure(length=3_025, limit=3_000, unit="bytes")),
    ],
)
def test_of_several_limits_the_one_nearest_to_being_broken_is_told(
    platform: Platform, text: str, measure: Measure
) -> None:
    assert measured(platform, text) == measure


def test_a_platform_without_rules_is_a_defect() -> None:
    with pytest.raises(Defect):
        TextRulesByPlatform({}, {}).measure(an_account("selby"), "text")
