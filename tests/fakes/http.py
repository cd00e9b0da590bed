"""Answers given beforehand, and what was asked for them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from watchdesk.core.http_client import HttpResponse


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    url: str
    query: Mapping[str, str | list[str]]
    headers: Mapping[str, str]
    body: bytes | None

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


Answer = HttpResponse | BaseException | Callable[[Asked], "HttpResponse | BaseException"]


@dataclass(slots=True)
class FakeHttpClient:
    """Answers by the end of the path; of several ends that fit, the one named last counts.

    Several answers to one path are given in turn, the last one for ever.
    """

    asked: list[Asked] = field(default_factory=list)
    _answers: dict[str, list[Answer]] = field(default_factory=dict)

    def on(self, path_end: str, *answers: Answer) -> None:
        self._answers.pop(path_end, None)
        self._answers[path_end] = list(answers)

    def send(
        self,
        method: str,
        url: str,
        *,
        query: Mapping[str, str | list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> HttpResponse:
        question = Asked(method, url, dict(query or {}), dict(headers or {}), body)
        self.asked.append(question)
        answer = self._next(question)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def times(self, path_end: str) -> int:
        return len(self.to(path_end))

    def to(self, path_end: str) -> list[Asked]:
        return [each for each in self.asked if each.path.endswith(path_end)]

    def _next(self, question: Asked) -> HttpResponse | BaseException:
        for path_end, answers in reversed(self._answers.items()):
            if question.path.endswith(path_end):
                answer = answers.pop(0) if len(answers) > 1 else answers[0]
                return answer if isinstance(answer, HttpResponse | BaseException) else answer(question)
        raise AssertionError(f"nobody expected {question.method} {question.path}")


def says(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A JSON answer; text or bytes are sent as they are."""
    match body:
        case bytes():
            content = body
        case str():
            content = body.encode()
        case _:
            content = json.dumps(body).encode()
    return HttpResponse(status, {name.lower(): value for name, value in (headers or {}).items()}, content)
