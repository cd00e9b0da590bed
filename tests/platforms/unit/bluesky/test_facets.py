"""What becomes a link, a mention or a hashtag, held to what the official apps make of the same text."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.platforms.unit.bluesky.conftest import SAMPLES, patient
from watchdesk.platforms.bluesky.facet_detection import found
from watchdesk.platforms.bluesky.facets import facets

VECTORS = json.loads((SAMPLES / "text_length_vectors.json").read_text(encoding="utf-8"))["bsky_facet_vectors"]
UNBALANCED = (
    '"byteEnd": 25}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://a.example/x_(1))"',
    '"byteEnd": 24}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://a.example/x_(1)"',
)
"""The official apps keep a closing bracket that the address did not open, so that the link leads nowhere."""
EVERYBODY: Callable[[str], str | None] = lambda handle: handle  # noqa: E731  as the vectors were made


def plain(facet: dict[str, Any]) -> dict[str, Any]:
    """A facet without the one key that its detectors write or leave out."""
    return {name: value for name, value in facet.items() if name != "$type"}


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["text"][:20] for vector in VECTORS])
def test_facets_are_those_of_the_official_apps(vector: dict[str, Any]) -> None:
    expected = json.dumps([plain(facet) for facet in vector["facets"]]).replace(*UNBALANCED)
    assert facets(vector["text"], EVERYBODY) == json.loads(expected)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("(see https://police.uk/a.)", {"link": "https://police.uk/a"}),
        ("“https://police.uk/a”…", {"link": "https://police.uk/a"}),
        ("see northyorkshire.police.uk's form", {"link": "https://northyorkshire.police.uk"}),
        ("see northyorkshire.police.uk’s form", {"link": "https://northyorkshire.police.uk"}),  # noqa: RUF001
        ("see https://police.uk's form", {"link": "https://police.uk"}),
        ("see https://police.uk/form's end", {"link": "https://police.uk/form"}),
        ("Write to press.office@northyorkshire.police.uk", {}),
        ("Write to press.office+york@northyorkshire.police.uk or first.uk_b@police.uk", {}),
        ("mailto:press.office@police.uk", {}),
        ("(see https://example.org/wiki/York_(city)).", {"link": "https://example.org/wiki/York_(city)"}),
        ("[gov.uk] 'police.uk' “gov.uk/a”", {"link": "https://gov.uk,https://police.uk,https://gov.uk/a"}),
        ("shut.https://example.org/a64", {"link": "https://example.org/a64"}),
        (
            "NorthYorkshire.Police.UK/101 or GOV.UK",
            {"link": "https://NorthYorkshire.Police.UK/101,https://GOV.UK"},
        ),
        ("HE LEFT IT.IN COURT", {}),
        ("siŵr.cymru a heddlu.cymru/gŵyl", {"link": "https://siŵr.cymru,https://heddlu.cymru/gŵyl"}),
        ("https://example.org/a—now gov.uk–now", {"link": "https://example.org/a,https://gov.uk"}),  # noqa: RUF001
        ("gov.uk, gov.uk; gov.uk! gov.uk) gov.uk: x", {"link": ",".join(["https://gov.uk"] * 5)}),
        (
            "gov.uk:8080/a gov.uk?a=b gov.uk#c",
            {"link": "https://gov.uk:8080/a,https://gov.uk?a=b,https://gov.uk#c"},
        ),
        ("See gov.uk.Then wait", {"link": "https://gov.uk"}),
        ("#(gov.uk", {"link": "https://gov.uk"}),
        ("#York(gov.uk) #(@ana.test", {"tag": "York", "link": "https://gov.uk", "mention": "ana.test"}),
        ("https://police.uk/(@ana.test)", {"link": "https://police.uk/(@ana.test)"}),
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
        " ",
        "#(",
        "#(gov.uk",
        " @",
        "(@ana.test",
        "https://",
        "'s",
        "—",
        "“",
        "press.office@gov.uk",
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


@pytest.mark.parametrize(
    "piece", ["a.", "a-", "a@", "gov.uk.", "https://a(", ")", "'s", "#(", "(@a.", "a.uk+", "https://a.uk'", "#a."]
)
def test_a_long_text_is_read_in_the_time_of_any_other(piece: str) -> None:
    facets(piece * 20_000, EVERYBODY)
