"""The HTTP routes under /_simulator, by which another process acts for the public, sets faults and reads state."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from http import HTTPStatus

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.network import AccountStatus, PublicMember, SimulatedNetwork, TokenInvalidation
from infra.local.simulators.seed_mentions import seed_mentions

MEMBER_ACTIONS: dict[str, Callable[..., str | None]] = {
    "posts": PublicMember.posts,
    "mentions": PublicMember.mentions,
    "replies": PublicMember.replies,
    "quotes": PublicMember.quotes,
    "messages": PublicMember.messages,
    "edits": PublicMember.edits,
    "deletes": PublicMember.deletes,
    "likes": PublicMember.likes,
    "follows": PublicMember.follows,
}
BASE = "/_simulator"


class ControlRoutes:
    """Answers 200 with JSON, 400 to an invalid request and 404 for an unknown name."""

    def __init__(self, network: SimulatedNetwork) -> None:
        self._network = network
        self._routes: dict[tuple[str, str], Callable[..., object]] = {
            ("GET", "/accounts"): lambda _: network.accounts(),
            ("POST", "/accounts"): lambda body: network.add_account(**body),
            ("POST", "/accounts/<handle>/standing"): self._set_status,
            ("POST", "/accounts/<handle>/tokens"): self._invalidate_tokens,
            ("POST", "/public/<name>/<verb>"): self._act,
            ("POST", "/seed"): self._seed,
            ("GET", "/posts"): self._posts,
            ("GET", "/faults"): lambda _: [asdict(fault) for fault in network.faults],
            ("POST", "/faults"): lambda body: asdict(network.faults.add(**body)),
            ("DELETE", "/faults"): lambda _: network.faults.clear(),
            ("DELETE", "/faults/<int:fault>"): lambda _, fault: {"removed": network.faults.remove(fault)},
            ("GET", "/requests"): self._requests,
            ("DELETE", "/requests"): lambda _: network.requests.clear(),
            ("GET", "/clock"): lambda _: self._clock(),
            ("POST", "/clock"): self._skew,
            ("POST", "/lag"): self._lag,
            ("POST", "/limits"): self._limit,
        }
        names = list(self._routes)
        self._map = Map(
            [Rule(BASE + names[n][1], methods=[names[n][0]], endpoint=names[n]) for n in range(len(names))]
        )

    def answer(self, request: Request) -> Response:
        """Return the JSON response. An error of the caller is one line, and changes nothing."""
        try:
            endpoint, arguments = self._map.bind_to_environ(request.environ).match()
            body = request.get_json() if request.get_data() else request.args.to_dict()
            with self._network.lock:
                return _json(self._routes[endpoint](body, **arguments))
        except HTTPException as error:
            return _json({"error": error.name}, error.code or HTTPStatus.BAD_REQUEST)
        except LookupError as error:
            return _json(
                {"error": f"there is no {error.args[0] if error.args else 'such name'}"}, HTTPStatus.NOT_FOUND
            )
        except (TypeError, ValueError, AttributeError) as error:
            return _json({"error": str(error)}, HTTPStatus.BAD_REQUEST)

    def _act(self, body: JsonObject, name: str, verb: str) -> JsonObject:
        if verb not in MEMBER_ACTIONS:
            raise LookupError(f"action {verb}; there are {', '.join(MEMBER_ACTIONS)}")
        member = self._network.public(name)
        return {"id": getattr(member, verb)(**body)}

    def _set_status(self, body: JsonObject, handle: str) -> None:
        self._network.set_status(handle, AccountStatus(body["standing"]))

    def _invalidate_tokens(self, body: JsonObject, handle: str) -> None:
        self._network.invalidate_tokens(handle, TokenInvalidation(body["death"]))

    def _seed(self, body: JsonObject) -> JsonObject:
        spacing = timedelta(seconds=float(body.get("spacing_seconds", 1)))
        ids = seed_mentions(self._network, body["account"], int(body["count"]), spacing=spacing)
        return {"count": len(ids), "first": ids[0] if ids else None, "last": ids[-1] if ids else None}

    def _posts(self, query: JsonObject) -> list[JsonObject]:
        shown = self._network.shown(query.get("account"), limit=int(query.get("limit", 50)))
        return [post.as_json() for post in shown]

    def _requests(self, query: JsonObject) -> JsonObject:
        matching = self._network.requests.matching(**query)
        return {
            "total": self._network.requests.total,
            "count": len(matching),
            "requests": [asdict(each) for each in matching[-100:]],
        }

    def _clock(self) -> JsonObject:
        clock = self._network.clock
        return {"now": clock.now().isoformat(), "skew_seconds": clock.skew.total_seconds()}

    def _skew(self, body: JsonObject) -> JsonObject:
        self._network.clock.skew = timedelta(seconds=float(body["skew_seconds"]))
        return self._clock()

    def _lag(self, body: JsonObject) -> None:
        self._network.lag = timedelta(seconds=float(body["seconds"]))

    def _limit(self, body: JsonObject) -> None:
        self._network.limits.leave(body["limit"], int(body["remaining"]))


def _json(value: object, status: int = HTTPStatus.OK) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), status, content_type="application/json; charset=utf-8")
