"""Converts domain values to DynamoDB attributes and back.

Instants become text of a fixed width, so that they sort by time. Durations become ISO 8601 text, sets and tuples
become lists. A field that holds its default is not written, because every attribute costs storage.
"""

from collections.abc import Collection, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from pydantic import TypeAdapter, ValidationError

from watchdesk.core.errors import Defect

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

T = TypeVar("T")

Item = dict[str, Any]
"""The attributes of an item as plain Python values."""

_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize


def to_wire(item: Mapping[str, Any]) -> dict[str, "AttributeValueTypeDef"]:
    """Return the item in DynamoDB's own notation, such as `{"pk": {"S": "x"}}`."""
    return {name: _serialize(value) for name, value in item.items()}


def from_wire(item: Mapping[str, Any]) -> Item:
    """Return the item in plain Python values."""
    return {name: _deserialize(value) for name, value in item.items()}


def instant(at: datetime) -> str:
    """Return the instant as text, such as `2026-03-02T12:00:00.000000Z`. Raises Defect if it has no zone."""
    if at.tzinfo is None:
        raise Defect("an instant without a zone cannot be stored")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain(value: Any) -> Any:  # noqa: ANN401  any value of the domain
    """Return a domain value as DynamoDB can store it. A dataclass becomes a map of its fields."""
    if isinstance(value, Mapping):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, tuple | list | frozenset):
        listed = [plain(member) for member in value]
        return sorted(listed) if isinstance(value, frozenset) else listed
    return plain(attributes(value)) if is_dataclass(value) else _scalar(value)


def _scalar(value: Any) -> Any:  # noqa: ANN401  any value of the domain
    match value:
        case datetime():
            return instant(value)
        case date() | time():
            # A local day or hour has no zone, so it is stored as written in a calendar.
            return value.isoformat()
        case timedelta():
            return _adapter(timedelta).dump_python(value, mode="json")
        case Enum():
            return value.value
        case str():
            # JSON text can contain half of a surrogate pair, and UTF-8 cannot encode it.
            return value.encode(errors="replace").decode()
    return value


def attributes(value: Any, *, but: Collection[str] = ()) -> Item:  # noqa: ANN401  any dataclass of the domain
    """Return the fields of a dataclass that differ from their defaults, except those named in `but`."""
    held = {
        field.name: (getattr(value, field.name), _default(field))
        for field in fields(value)
        if field.name not in but
    }
    return {
        name: plain(content)
        for name, (content, default) in held.items()
        if content != default and content is not None
    }


def read(kind: type[T], item: Mapping[str, Any]) -> T:
    """Build a domain value from its attributes. Unknown attributes are ignored.

    Raises Defect, which names the fields that cannot be read but not their content.
    """
    try:
        return cast("T", _adapter(cast("Any", kind)).validate_python(item))
    except ValidationError as error:
        wrong = ", ".join(f"{'.'.join(map(str, each['loc']))} ({each['type']})" for each in error.errors())
        raise Defect(f"a stored {kind.__name__} cannot be read: {wrong}") from None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401  a type, as pydantic takes it
    return TypeAdapter(kind)


def _default(field: Field[Any]) -> Any:  # noqa: ANN401  any value of the domain
    if field.default_factory is not MISSING:
        return field.default_factory()
    return cast("Any", field.default)
