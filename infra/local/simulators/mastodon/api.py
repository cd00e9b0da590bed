"""The Mastodon API: find the method, admit the caller, keep the limits."""

from functools import partial
from http import HTTPStatus

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request

from infra.local.simulators.exchange import Answer, Call, Handler, Refusal, bearer_of
from infra.local.simulators.faults import Fault, FaultKind
from infra.local.simulators.limits import Standing
from infra.local.simulators.mastodon import account_methods, instance_methods, notification_methods, status_methods
from infra.local.simulators.mastodon.caller import Method, admitted, token_owner
from infra.local.simulators.mastodon.error_responses import in_language, no_route, outage, refusal, unauthorised
from infra.local.simulators.mastodon.flavours import ResetForm
from infra.local.simulators.mastodon.network import DEATHS, MastodonNetwork
from infra.local.simulators.network import TokenDeath
from infra.local.simulators.timestamps import EPOCH

METHODS: dict[tuple[str, str], Method] = (
    notification_methods.METHODS | status_methods.METHODS | account_methods.METHODS | instance_methods.METHODS
)
MARKS = ("max_id", "min_id", "since_id")
DEAD_TOKENS = {FaultKind.EXPIRED_TOKEN: TokenDeath.EXPIRED, FaultKind.REVOKED_TOKEN: TokenDeath.REVOKED}


class MastodonApi:
    def __init__(self, network: MastodonNetwork) -> None:
        self._network = network
        self._map = Map(
            [Rule(path.replace(":id", "<id>"), methods=[verb], endpoint=(verb, path)) for verb, path in METHODS],
            strict_slashes=False,
        )

    def find(self, request: Request) -> tuple[str, Handler, dict[str, str]]:
        try:
            endpoint, arguments = self._map.bind_to_environ(request.environ).match()
        except HTTPException:
            raise no_route() from None
        return endpoint[1], partial(self._run, METHODS[endpoint]), dict(arguments)

    def _run(self, method: Method, call: Call) -> Answer:
        try:
            return method.run(admitted(self._network, method, call))
        except Refusal as refused:
            raise Refusal(self._translated(refused.answer)) from None

    def _translated(self, answer: Answer) -> Answer:
        return in_language(answer, self._network.settings.language)

    def caller(self, request: Request) -> str:
        owner = token_owner(self._network, bearer_of(request))
        return owner.acct if owner else ""

    def charge(self, call: Call) -> dict[str, str]:
        """A limit of its own replaces the common one in the headers."""
        method = METHODS[call.request.method, call.route]
        names = ["requests", method.limit] if method.limit != "requests" else ["requests"]
        names += ["pages"] if any(mark in call.query for mark in MARKS) else []
        who = call.bearer or call.request.remote_addr or ""
        standings = [self._network.limits.spend(name, who, call.now) for name in names]
        for standing in standings:
            if standing.exceeded:
                raise Refusal(self._too_many(self._headers(standing)))
        return self._headers(standings[-1] if method.limit != "requests" else standings[0])

    def _headers(self, standing: Standing) -> dict[str, str]:
        reset = {
            ResetForm.ISO: standing.resets_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            ResetForm.EPOCH: str(int((standing.resets_at - EPOCH).total_seconds())),
        }
        form = self._network.flavour.reset_form
        if form is ResetForm.ABSENT:
            return {}
        return {
            "X-RateLimit-Limit": str(standing.limit.points),
            "X-RateLimit-Remaining": str(standing.remaining),
            "X-RateLimit-Reset": reset[form],
        }

    def _too_many(self, headers: dict[str, str]) -> Answer:
        answer = refusal(HTTPStatus.TOO_MANY_REQUESTS, self._network.flavour.too_many).answer
        return self._translated(Answer(answer.body, answer.status, headers))

    def failing(self, fault: Fault) -> Answer:
        if fault.kind in DEAD_TOKENS:
            return self._translated(unauthorised(DEATHS[DEAD_TOKENS[fault.kind]]).answer)
        if fault.kind is FaultKind.RATE_LIMITED:
            return self._too_many(
                self._headers(self._network.limits.throttling(fault.seconds, self._network.clock.now()))
            )
        return outage(fault.status, fault.body)
