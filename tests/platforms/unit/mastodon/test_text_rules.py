"""What a server of Mastodon's API counts, on vectors of the documented rule, and by each server's own word."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import an_account
from tests.fakes import FakeClock
from tests.fakes.http import FakeHttpClient, says
from watchdesk.platforms.text_rules_by_platform import TextRulesByPlatform, text_rules_of_every_platform
from watchdesk.publishing.ports.text_rules import Measure

SAMPLES = Path(__file__).parents[3] / "samples"
VECTORS = json.loads((SAMPLES / "mastodon_length_vectors.json").read_text(encoding="utf-8"))["vectors"]


def rules(**statuses: int) -> TextRulesByPlatform:
    http = FakeHttpClient()
    http.on("/api/v2/instance", says({"configuration": {"statuses": {"max_characters": 500, **statuses}}}))
    return text_rules_of_every_platform(clock=FakeClock(), http=http)


def measured(text: str, **statuses: int) -> Measure:
    return rules(**statuses).measure(an_account(), text)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_text_measures_what_the_server_counts_and_its_warning_is_added(vector: dict[str, Any]) -> None:
    measure = measured(vector["text"])
    assert measure.length + len(vector["spoiler_text"]) == vector["count"]
    assert (measure.limit, measure.fits) == (500, vector["ok_at_500"])


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("https://police.uk/@ana@mastodon.example", 23),
        ("http://police.uk, HTTPS://POLICE.UK/a?b=c", 23 + 2 + 23),
        ("https://desk.nosuchplace", 24),
        ("police.uk", 9),
        ("@a.b@x.example @ana@x.example. desk@police.uk", 4 + 1 + 4 + 1 + 1 + 14),
        ("", 0),
    ],
)
def test_only_what_the_server_makes_a_link_of_is_shortened(text: str, length: int) -> None:
    assert measured(text).length == length


def test_each_servers_own_numbers_count() -> None:
    measure = measured("https://police.uk", max_characters=5000, characters_reserved_per_url=30)
    assert measure == Measure(length=30, limit=5000, unit="characters")


def test_a_text_too_long_for_its_server_becomes_a_thread() -> None:
    text = "The river is high. " * 60
    parts = rules().split(an_account(), text, "\n\nPC Jane Smith")
    assert len(parts) == 3
    assert all(measured(part).fits for part in parts)
    assert rules(max_characters=5000).split(an_account(), text, "") == [text]
