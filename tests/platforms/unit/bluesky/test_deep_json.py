"""JSON that an author nested without end is read without its depths."""

import json
import random
import sys
from collections.abc import Iterator

import pytest

from tests.platforms.unit.bluesky.conftest import nested
from watchdesk.core.errors import TryLater
from watchdesk.platforms.bluesky.deep_json import DEEPEST, parsed


@pytest.fixture(autouse=True)
def as_deep_as_a_function_may_go() -> Iterator[None]:
    """Some test tools raise the limit of the whole process; a Lambda has Python's own."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_not_nested_too_deep_survives_the_cut(seed: int) -> None:
    tangle = "".join(random.Random(seed).choices('[]{}",\\:x', k=40))  # noqa: S311  no secret
    body = {"a": [1, {"b": tangle}], "deep": None, "z": tangle}
    text = json.dumps(body).replace('"deep": null', f'"deep": {nested(5_000)}')
    assert {**parsed(text.encode()), "deep": None} == body


def test_the_cut_leaves_everything_above_it() -> None:
    value = parsed(("[7," * 5_000 + "8" + "]" * 5_000).encode())
    for _ in range(DEEPEST - 2):
        value = value[1]
    assert value == [7, None]


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 9_000, b'{"a": "\xff"}', b"nul"])
def test_what_is_not_json_is_an_outage(body: bytes) -> None:
    with pytest.raises(TryLater):
        parsed(body)
