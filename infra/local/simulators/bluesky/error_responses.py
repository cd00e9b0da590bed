"""How the Bluesky servers say no: the statuses, names and texts seen on the reference PDS and AppView."""

from http import HTTPStatus

from infra.local.simulators.exchange import Answer, Refusal
from infra.local.simulators.network import Standing

OUTAGES = {
    HTTPStatus.BAD_GATEWAY: ("UpstreamFailure", "Upstream service unreachable"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("NotEnoughResources", "Not Enough Resources"),
    HTTPStatus.GATEWAY_TIMEOUT: ("UpstreamTimeout", "Upstream timeout"),
}
HTML = "<html><head><title>{0} {1}</title></head><body><center><h1>{0} {1}</h1></center></body></html>"


def refusal(status: int, error: str, message: str, **headers: str) -> Refusal:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Refusal(Answer({"error": error, "message": message}, status, named))


def invalid(message: str) -> Refusal:
    return refusal(HTTPStatus.BAD_REQUEST, "InvalidRequest", message)


def expired(message: str = "Token has expired") -> Refusal:
    return refusal(HTTPStatus.BAD_REQUEST, "ExpiredToken", message)


def bad_token(message: str = "Token could not be verified") -> Refusal:
    return refusal(HTTPStatus.BAD_REQUEST, "InvalidToken", message)


def unauthorised(error: str = "AuthenticationRequired", message: str = "Authentication Required") -> Refusal:
    return refusal(HTTPStatus.UNAUTHORIZED, error, message)


def broken(status: int = HTTPStatus.INTERNAL_SERVER_ERROR) -> Refusal:
    return refusal(status, "InternalServerError", "Internal Server Error")


def not_implemented() -> Refusal:
    return refusal(HTTPStatus.NOT_IMPLEMENTED, "MethodNotImplemented", "Method Not Implemented")


def standing_refusal(standing: Standing) -> Refusal:
    """What an account that is not active is told when it wants to act."""
    if standing is Standing.TAKENDOWN:
        return unauthorised("AccountTakedown", "Account has been taken down")
    return unauthorised("AccountDeactivated", "Account is deactivated")


def outage(status: int, body: str) -> Answer:
    if body == "html":
        return Answer(HTML.format(status, HTTPStatus(status).phrase), status, content_type="text/html")
    error, message = OUTAGES.get(HTTPStatus(status), ("InternalServerError", "Internal Server Error"))
    return Answer({"error": error, "message": message}, status)
