"""The error responses of the Bluesky servers, with the statuses and texts of the reference PDS and AppView."""

from http import HTTPStatus

from infra.local.simulators.exchange import ApiResponse, ErrorResponse
from infra.local.simulators.network import AccountStatus

OUTAGES = {
    HTTPStatus.BAD_GATEWAY: ("UpstreamFailure", "Upstream service unreachable"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("NotEnoughResources", "Not Enough Resources"),
    HTTPStatus.GATEWAY_TIMEOUT: ("UpstreamTimeout", "Upstream timeout"),
}
HTML = "<html><head><title>{0} {1}</title></head><body><center><h1>{0} {1}</h1></center></body></html>"


def error_response(status: int, error: str, message: str, **headers: str) -> ErrorResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ErrorResponse(ApiResponse({"error": error, "message": message}, status, named))


def invalid(message: str) -> ErrorResponse:
    return error_response(HTTPStatus.BAD_REQUEST, "InvalidRequest", message)


def expired(message: str = "Token has expired") -> ErrorResponse:
    return error_response(HTTPStatus.BAD_REQUEST, "ExpiredToken", message)


def bad_token(message: str = "Token could not be verified") -> ErrorResponse:
    return error_response(HTTPStatus.BAD_REQUEST, "InvalidToken", message)


def unauthorised(error: str = "AuthenticationRequired", message: str = "Authentication Required") -> ErrorResponse:
    return error_response(HTTPStatus.UNAUTHORIZED, error, message)


def broken(status: int = HTTPStatus.INTERNAL_SERVER_ERROR) -> ErrorResponse:
    return error_response(status, "InternalServerError", "Internal Server Error")


def not_implemented() -> ErrorResponse:
    return error_response(HTTPStatus.NOT_IMPLEMENTED, "MethodNotImplemented", "Method Not Implemented")


def inactive_account(status: AccountStatus) -> ErrorResponse:
    """Return the error for an action of an account that is not active."""
    if status is AccountStatus.TAKENDOWN:
        return unauthorised("AccountTakedown", "Account has been taken down")
    return unauthorised("AccountDeactivated", "Account is deactivated")


def outage(status: int, body: str) -> ApiResponse:
    if body == "html":
        return ApiResponse(HTML.format(status, HTTPStatus(status).phrase), status, content_type="text/html")
    error, message = OUTAGES.get(HTTPStatus(status), ("InternalServerError", "Internal Server Error"))
    return ApiResponse({"error": error, "message": message}, status)
