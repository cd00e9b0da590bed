"""How Mastodon servers say no. The text is for people and follows their language; the status counts."""

from http import HTTPStatus

from infra.local.simulators.exchange import Answer, Refusal

JAPANESE = {
    "The access token is invalid": "アクセストークンは無効です",
    "The access token was revoked": "アクセストークンは取り消されています",
    "The access token expired": "アクセストークンの有効期限が切れています",
    "Record not found": "レコードが見つかりません",
    "Too many requests": "リクエストが多すぎます",
    "Your login is currently disabled": "あなたのログインは現在無効になっています",
    "Validation failed: Text can't be blank": "バリデーションに失敗しました: 本文を入力してください",
}
"""A recorded 422 of a real server was in Japanese."""
BUSY = "There was a temporary problem serving your request, please try again"
HTML = (
    "<html><head><title>{0} {1}</title></head><body><center><h1>{0} {1}</h1></center>"
    "<hr><center>nginx</center></body></html>"
)


def refusal(status: int, message: str) -> Refusal:
    return Refusal(Answer({"error": message}, status))


def not_found() -> Refusal:
    return refusal(HTTPStatus.NOT_FOUND, "Record not found")


def no_route() -> Refusal:
    return refusal(HTTPStatus.NOT_FOUND, "Not Found")


def unauthorised(message: str) -> Refusal:
    return refusal(HTTPStatus.UNAUTHORIZED, message)


def invalid(what: str) -> Refusal:
    return refusal(HTTPStatus.UNPROCESSABLE_ENTITY, f"Validation failed: {what}")


def in_language(answer: Answer, language: str) -> Answer:
    """The same answer as a server in another language gives it."""
    if language != "ja" or not isinstance(answer.body, dict) or "error" not in answer.body:
        return answer
    text = answer.body["error"]
    body = {**answer.body, "error": JAPANESE.get(text, text)}
    return Answer(body, answer.status, answer.headers, answer.content_type)


def outage(status: int, body: str) -> Answer:
    if body == "html":
        return Answer(HTML.format(status, HTTPStatus(status).phrase), status, content_type="text/html")
    return Answer({"error": BUSY}, status)
