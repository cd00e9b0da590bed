"""Read the parameters of an XRPC call as the servers do, with the texts they refuse in."""

from infra.local.simulators.bluesky.error_responses import invalid
from infra.local.simulators.exchange import Call, JsonObject

MOST = 100
USUAL = 50


def limit(call: Call, most: int = MOST, usual: int = USUAL) -> int:
    return integer(call, "limit", usual, (1, most))


def integer(call: Call, name: str, usual: int, bounds: tuple[int, int]) -> int:
    text = call.query.get(name)
    if text is None:
        return usual
    prefix = f"Invalid {call.route} params:"
    if not text.lstrip("-").isdigit():
        raise invalid(f'{prefix} Expected integer value type (got "{text}")')
    value = int(text)
    if value > bounds[1]:
        raise invalid(f"{prefix} integer too big (maximum {bounds[1]}, got {value})")
    if value < bounds[0]:
        raise invalid(f"{prefix} integer too small (minimum {bounds[0]}, got {value})")
    return value


def needed(call: Call, name: str) -> str:
    value = call.query.get(name)
    if not value:
        raise invalid(f'Invalid {call.route} params: Missing required key "{name}"')
    return value


def post_uri(call: Call, name: str) -> str:
    uri = needed(call, name)
    if not uri.startswith("at://"):
        raise invalid(f'Invalid {call.route} params: Invalid at-uri (got "{uri}")')
    return uri


def body(call: Call, *required: str) -> JsonObject:
    """The JSON object sent. Raises Refusal if it is none or lacks a key."""
    sent = call.request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise invalid("Request body must be JSON")
    for name in required:
        if name not in sent:
            raise invalid(f'Missing required key "{name}" at $')
    return sent
