"""Compare the keys and JSON types of a response with those of a recorded one."""

import json
import re
from pathlib import Path

SAMPLES = Path(__file__).parents[3] / "samples"
CHANGING = [
    (re.compile(r"did:plc:\w+"), "DID"),
    (re.compile(r"(app\.bsky\.feed\.post/)\w+"), r"\1RKEY"),
    (re.compile(r"bafk\w+"), "BLOB"),
]


def sample(platform, name):
    text = (SAMPLES / platform / f"{name}.json").read_text()
    return json.loads(text) if text else None


def index(platform):
    rows = json.loads((SAMPLES / platform / "_index.json").read_text())
    return {
        row["file"].removesuffix(".json"): row for row in (rows if isinstance(rows, list) else rows["entries"])
    }


def masked(text):
    for pattern, name in CHANGING:
        text = pattern.sub(name, text)
    return text


def paths(value, at="$"):
    """Every path in a JSON value with the types found there; the items of a list share one path."""
    found = {at: {kind(value)}}
    children = []
    if isinstance(value, dict):
        children = [(each, f"{at}.{name}") for name, each in value.items()]
    elif isinstance(value, list):
        children = [(each, f"{at}[]") for each in value]
    for child, path in children:
        for place, kinds in paths(child, path).items():
            found.setdefault(place, set()).update(kinds)
    return found


def kind(value):
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


def missing(recorded, ours, but=()):
    """What the recorded answer has and ours lacks, or has in another type."""
    mine = paths(ours)
    lacking = {}
    for path, kinds in paths(recorded).items():
        if any(re.match(pattern, path) for pattern in but):
            continue
        parent = path.removesuffix("[]") if path.endswith("[]") else path.rpartition(".")[0]
        if parent not in mine and path != "$":
            continue
        allowed = kinds | ({"NoneType"} if "NoneType" not in kinds else {"str", "number", "dict", "list", "bool"})
        if path not in mine or not mine[path] <= allowed:
            lacking[path] = (kinds, mine.get(path))
    return lacking


def invented(recorded, ours, but=()):
    """What ours has and no recording ever had."""
    theirs = paths(recorded)
    return {
        path
        for path in paths(ours)
        if path not in theirs
        and (path.rpartition(".")[0] in theirs)
        and not any(re.match(pattern, path) for pattern in but)
    }
