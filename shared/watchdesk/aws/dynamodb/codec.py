"""Domain values as DynamoDB keeps them, and back.

Instants are text of one width, so that they sort as they lie in time; durations are ISO 8601; sets and tuples
are lists. A field that holds its default is not written: an attribute costs its name in every item.
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
"""Attributes as plain Python values."""

_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize


def to_wire(item: Mapping[str, Any]) -> dict[str, "AttributeValueTypeDef"]:
    """In DynamoDB's own notation: `{"pk": {"S": "x"}}`."""
    return {name: _serialize(value) for name, value in item.items()}


def from_wire(item: Mapping[str, Any]) -> Item:
    return {name: _deserialize(value) for name, value in item.items()}


def instant(at: datetime) -> str:
    """`2026-03-02T12:00:00.000000Z`. Raises Defect for a time without a zone."""
    if at.tzinfo is None:
        raise Defect("an instant without a zone cannot be stored")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain(value: Any) -> Any:  # noqa: ANN401  any value of the domain
    """A domain value in what DynamoDB can hold; a dataclass becomes the map of its fields."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list | frozenset):
        listed = [plain(each) for each in value]
        return sorted(listed) if isinstance(value, frozenset) else listed
    return plain(attributes(value)) if is_dataclass(value) else _scalar(value)


def _scalar(value: Any) -> Any:  # noqa: ANN401  any value of the domain
    match value:
        case datetime():
            return instant(value)
        case date() | time():
            # Local days and hours, as a calendar says them.
            return value.isoformat()
        case timedelta():
            return _adapter(timedelta).dump_python(value, mode="json")
        case Enum():
            return value.value
        case str():
            # JSON can spell half a surrogate pair, which UTF-8 cannot carry.
            return value.encode(errors="replace").decode()
    return value


def attributes(value: Any, *, but: Collection[str] = ()) -> Item:  # noqa: ANN401  any dataclass of the domain
    """The fields of a dataclass that say more than their default, save those that are said elsewhere."""
    held = {
        each.name: (getattr(value, each.name), _default(each)) for each in fields(value) if each.name not in but
    }
    return {name: plain(each) for name, (each, default) in held.items() if each != default and each is not None}


def read(kind: type[T], item: Mapping[str, Any]) -> T:
    """A domain value out of its attributes; those it does not know are passed over.

    Raises Defect naming the fields that cannot be read, never what they hold.
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
