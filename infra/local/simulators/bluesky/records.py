"""The checks of the PDS before it stores a record, with its error texts."""

from collections.abc import Container
from http import HTTPStatus
from typing import Any

from infra.local.simulators.bluesky.error_responses import error_response, invalid
from infra.local.simulators.bluesky.identifiers import TID
from infra.local.simulators.bluesky.model import POST
from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.graphemes import grapheme_count
from infra.local.simulators.timestamps import parse_timestamp

MAX_BYTES = 3_000
MAX_GRAPHEMES = 300
MAX_LANGS = 3
MAX_IMAGES = 4
MAX_IMAGE_SIZE = 2_000_000


def check_record(collection: str, value: JsonObject, blobs: Container[str]) -> None:
    """Check a record. Raises ErrorResponse.

    As on the real PDS, the ranges of facets and the target of a reply are not checked.
    """
    kind = value.get("$type", collection)
    if kind != collection:
        raise invalid(f"Invalid $type: expected {collection}, got {kind}")
    if collection == POST:
        _check_post(value)
        _check_images(value.get("embed") or {}, blobs)


def check_rkey(collection: str, rkey: str) -> None:
    if collection == POST and not TID.fullmatch(rkey):
        raise invalid(f'Invalid record key for {collection}: Invalid TID string (got "{rkey}") at $')


def _check_post(value: JsonObject) -> None:
    for key in ("text", "createdAt"):
        _need(value, key, "$.record")
    text = str(value["text"])
    _not_above(len(text.encode()), MAX_BYTES, "string", "$.record.text")
    _not_above(grapheme_count(text), MAX_GRAPHEMES, "grapheme", "$.record.text")
    _not_above(len(value.get("langs") or []), MAX_LANGS, "array", "$.record.langs")
    try:
        parse_timestamp(value["createdAt"])
    except (TypeError, ValueError):
        raise _bad(f'Invalid datetime (got "{value["createdAt"]}") at $.record.createdAt') from None
    if "reply" in value:
        for end in ("root", "parent"):
            for key in ("uri", "cid"):
                _need(_need(value["reply"], end, "$.record.reply"), key, f"$.record.reply.{end}")


def _check_images(embed: JsonObject, blobs: Container[str]) -> None:
    images = (embed.get("media") or embed).get("images") or []
    _not_above(len(images), MAX_IMAGES, "array", "$.record.embed.images")
    for number, image in enumerate(images):
        path = f"$.record.embed.images[{number}]"
        _need(image, "alt", path)
        blob = _need(image, "image", path)
        _not_above(int(blob.get("size", 0)), MAX_IMAGE_SIZE, "blob", f"{path}.image")
    for image in images:
        link = image["image"]["ref"]["$link"]
        if link not in blobs:
            raise error_response(HTTPStatus.BAD_REQUEST, "BlobNotFound", f"Could not find blob: {link}")


def _need(holder: JsonObject, key: str, path: str) -> Any:  # noqa: ANN401  whatever the author wrote
    if key not in holder:
        raise _bad(f'Missing required key "{key}" at {path}')
    return holder[key]


def _not_above(size: int, most: int, what: str, path: str) -> None:
    if size > most:
        raise _bad(f"{what} too big (maximum {most}, got {size}) at {path}")


def _bad(message: str) -> Exception:
    return invalid(f"Invalid {POST} record: {message}")
