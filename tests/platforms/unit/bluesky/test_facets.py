"""What becomes a link, a mention or a hashtag, held to what the official apps make of the same text."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.platforms.unit.bluesky.conftest import SAMPLES, patient
from watchdesk.platforms.bluesky.facets import facets, found

VECTORS = json.loads((SAMPLES / "text_length_vectors.json").read_text(encoding="utf-8"))["bsky_facet_vectors"]
EVERYBODY: Callable[[str], str | None] = lambda handle: handle  # noqa: E731  as the vectors were made


def plain(facet: dict[str, Any]) -> dict[str, Any]:
    """A facet without the one key that its detectors write or leave out."""
    return {name: value for name, value in facet.items() if name != "$type"}


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["text"][:20] for vector in VECTORS])
def test_facets_are_those_of_the_official_apps(vector: dict[str, Any]) -> None:
    assert facets(vector["text"], EVERYBODY) == [plain(facet) for facet in vector["facets"]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("(see https://police.uk/a.)", {"link": "https://police.uk/a"}),
        ("“https://police.uk/a”…", {}),
        ("https://…", {}),
        ("Read https://police.uk/a?!", {"link": "https://police.uk/a"}),
        ("Ask devon-cornwall.police.uk/help now", {"link": "https://devon-cornwall.police.uk/help"}),
        ("HTTPS://police.uk/", {"link": "HTTPS://police.uk/"}),
        ("He left it.In court today", {}),
        ("mail desk@police.uk", {}),
        ("@ana-k.test. Thanks", {"mention": "ana-k.test"}),
        ("@Ana.bsky.social", {"mention": "Ana.bsky.social"}),
        ("Thanks @selby", {}),
        ("#StaySafe! #lost-dog #a…", {"tag": "StaySafe,lost-dog,a"}),
        ("#999 #٣ #!? # #️⃣", {"tag": "٣"}),
        ("#" + "a" * 64 + " #" + "b" * 65, {"tag": "a" * 64}),
        ("＃wide", {"tag": "wide"}),  # noqa: RUF001  the sign of Japanese keyboards
        ("https://police.uk/#part", {"link": "https://police.uk/#part"}),
        ("", {}),
    ],
)
def test_what_stands_in_a_text_is_what_a_reader_would_press(text: str, shown: dict[str, str]) -> None:
    kinds: dict[str, list[str]] = {}
    for each in found(text):
        kinds.setdefault(each.kind, []).append(each.value)
    assert {kind: ",".join(values) for kind, values in kinds.items()} == shown


def test_a_mention_of_nobody_stays_plain_words() -> None:
    assert facets("@gone.bsky.social and @ana.bsky.social", {"ana.bsky.social": "did:plc:ana"}.get) == [
        {
            "index": {"byteStart": 22, "byteEnd": 38},
            "features": [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:ana"}],
        }
    ]


PIECES = st.sampled_from(
    [
        " ",
        "\n",
        "(",
        ")",
        ".",
        "…",
        "👮🏽",
        "ŷ",
        "#",
        "#tag",
        "@",
        "@ana.test",
        "https://a.uk/b",
        "gov.uk",
        "x",
        "/",
        "\u200d",
    ]
)


@patient
@given(st.lists(PIECES, max_size=14).map("".join))
def test_facets_lie_on_whole_characters_side_by_side_and_hold_their_words(text: str) -> None:
    content, end = text.encode(), 0
    for facet in facets(text, EVERYBODY):
        start, stop = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        assert end <= start < stop <= len(content)
        words = content[start:stop].decode()
        (feature,) = facet["features"]
        value = feature.get("uri") or feature.get("tag") or feature["did"]
        assert value.endswith(words.lstrip("@#"))
        end = stop
