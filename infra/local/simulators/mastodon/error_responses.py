"""The error responses of Mastodon servers. The texts are in the server's language, so only the status counts."""

from http import HTTPStatus

from infra.local.simulators.exchange import ApiResponse, ErrorResponse

JAPANESE = {
    "The access token is invalid": "アクセストークンは無効です",
    "The access token was revoked": "アクセストークンは取り消されています",
    "The access token expired": "アクセストークンの有効期限が切れています",
    "Record not found": "レコードが見つかりません",
    "Too many requests": "リクエストが多すぎます",
    "Your login is currently disabled": "あなたのログインは現在無効になっています",
    "Validation failed: Text can't be blank": "バリデーションに失敗しました: 本文を入力してください",
}
"""The Japanese texts. A recorded 422 response of a real server was in Japanese."""
BUSY = "There was a temporary problem serving your request, please try again"
HTML = (
    "<html><head><title>{0} {1}</title></head><body><center><h1>{0} {1}</h1></center>"
    "<hr><center>nginx</center></body></html>"
)


def error_response(status: int, message: str) -> ErrorResponse:
    return ErrorResponse(ApiResponse({"error": message}, status))


def not_found() -> ErrorResponse:
    return error_response(HTTPStatus.NOT_FOUND, "Record not found")


def no_route() -> ErrorResponse:
    return error_response(HTTPStatus.NOT_FOUND, "Not Found")


def unauthorised(message: str) -> ErrorResponse:
    return error_response(HTTPStatus.UNAUTHORIZED, message)


def invalid(what: str) -> ErrorResponse:
    return error_response(HTTPStatus.UNPROCESSABLE_ENTITY, f"Validation failed: {what}")


def in_language(answer: ApiResponse, language: str) -> ApiResponse:
    """Return the response as a server in this language sends it."""
    if language != "ja" or not isinstance(answer.body, dict) or "error" not in answer.body:
        return answer
    text = answer.body["error"]
    body = {**answer.body, "error": JAPANESE.get(text, text)}
    return ApiResponse(body, answer.status, answer.headers, answer.content_type)


def outage(status: int, body: str) -> ApiResponse:
    if body == "html":
        return ApiResponse(HTML.format(status, HTTPStatus(status).phrase), status, content_type="text/html")
    return ApiResponse({"error": BUSY}, status)
