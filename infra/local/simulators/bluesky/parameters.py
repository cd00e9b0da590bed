"""Read the parameters of an XRPC call, with the error texts of the real servers."""

from infra.local.simulators.bluesky.error_responses import invalid
from infra.local.simulators.exchange import ApiCall, JsonObject

MAX_LIMIT = 100
DEFAULT_LIMIT = 50


def limit(call: ApiCall, most: int = MAX_LIMIT, default: int = DEFAULT_LIMIT) -> int:
    return integer(call, "limit", default, (1, most))


def integer(call: ApiCall, name: str, default: int, bounds: tuple[int, int]) -> int:
    text = call.query.get(name)
    if text is None:
        return default
    prefix = f"Invalid {call.route} params:"
    if not text.lstrip("-").isdigit():
        raise invalid(f'{prefix} Expected integer value type (got "{text}")')
    value = int(text)
    if value > bounds[1]:
        raise invalid(f"{prefix} integer too big (maximum {bounds[1]}, got {value})")
    if value < bounds[0]:
        raise invalid(f"{prefix} integer too small (minimum {bounds[0]}, got {value})")
    return value


def required_parameter(call: ApiCall, name: str) -> str:
    value = call.query.get(name)
    if not value:
        raise invalid(f'Invalid {call.route} params: Missing required key "{name}"')
    return value


def post_uri(call: ApiCall, name: str) -> str:
    uri = required_parameter(call, name)
    if not uri.startswith("at://"):
        raise invalid(f'Invalid {call.route} params: Invalid at-uri (got "{uri}")')
    return uri


def body(call: ApiCall, *required: str) -> JsonObject:
    """Return the JSON object of the body. Raises ErrorResponse if it is none or lacks a key."""
    sent = call.request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise invalid("Request body must be JSON")
    for name in required:
        if name not in sent:
            raise invalid(f'Missing required key "{name}" at $')
    return sent
