"""An HTTP server on this machine that answers as the API of posts would, and holds every request to its models."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from pydantic import BaseModel

from watchdesk.publishing.http.requests import ApprovalBody, ConfirmationBody, PostBody, RejectionBody
from watchdesk.publishing.http.responses import PostPageResponse, PostResponse, PreviewResponse

BODIES: dict[str, type[BaseModel]] = {
    "posts": PostBody,
    "preview": PostBody,
    "approve": ApprovalBody,
    "reject": RejectionBody,
    "confirm": ConfirmationBody,
}
"""By the last word of the path."""
LOST = object()
"""An answer that never comes: the connection ends instead."""


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Press:
    """Answers in turn; the last one for ever."""

    answers: list[Any] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def says(self, *answers: Any) -> None:
        """Each an answer's model, a problem (status, document), or LOST."""
        self.answers[:] = answers

    def answer_to(self, asked: Asked) -> Any:
        self.asked.append(asked)
        if asked.body is not None:
            BODIES[asked.path.rpartition("/")[2]].model_validate(asked.body)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def running() -> Iterator[Press]:
    press = Press()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(press))
    press.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield press
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(press: Press) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length)) if length else None
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = press.answer_to(Asked(self.command, self.path, headers, body))
            if answer is LOST:
                self.close_connection = True
                return
            status, said = (200, answer.model_dump(mode="json")) if isinstance(answer, BaseModel) else answer
            data = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _answer  # noqa: N815  what http.server calls

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    return Handler


def delivery(account: str = "selby-bluesky", state: str = "published", **fields: Any) -> dict[str, Any]:
    link = f"https://{account}.example/1"
    published = [{"native_id": "1", "url": link}] if state == "published" else []
    return {
        "account": account,
        "state": state,
        "parts": ["The road is open.\n\nPC, Selby"],
        "published": published,
        "wish": None,
        "held": False,
        "attention_at": None,
        "tries": 0,
        "looks": 0,
        "trouble": "",
    } | fields


def a_post(*deliveries: dict[str, Any], **fields: Any) -> PostResponse:
    given: dict[str, Any] = {
        "id": "4f2a",
        "state": "accepted",
        "author": "jane-subject",
        "created_at": "2026-03-02T12:00:00Z",
        "publish_at": "2026-03-02T12:00:00Z",
        "accounts": [each["account"] for each in deliveries],
        "text": "The road is open.",
        "variants": {},
        "attribution": {"form": "role_only", "text": "PC, Selby"},
        "images": [],
        "reply_to": None,
        "language": "en",
        "content_warning": "",
        "visibility": "public",
        "split": False,
        "decision": None,
        "content_hash": "beef",
    }
    return PostResponse.model_validate({"post": given | fields, "deliveries": list(deliveries)})


def a_preview(problems: tuple[dict[str, Any], ...] = ()) -> PreviewResponse:
    account = {
        "account": "selby-bluesky",
        "parts": ["The road is open.\n\nPC, Selby"],
        "length": 28,
        "limit": 300,
        "unit": "graphemes",
        "needs_approval": True,
        "cost": None,
    }
    advice = {"code": "all_caps", "message": "Write it in small letters.", "account": None}
    return PreviewResponse.model_validate({"accounts": [account], "problems": problems, "advice": [advice]})


def a_page(*posts: PostResponse, after: str | None = None) -> PostPageResponse:
    return PostPageResponse(posts=list(posts), after=after)


def a_problem(status: int, kind: str, detail: str, *problems: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    document = {"type": f"urn:watchdesk:problem:{kind}", "title": "No.", "status": status, "detail": detail}
    return status, document | {"problems": list(problems)}
