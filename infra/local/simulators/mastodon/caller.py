"""The caller of a method of the Mastodon API, and what the method requires."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from infra.local.simulators.exchange import ApiCall, ApiResponse, JsonObject
from infra.local.simulators.mastodon.entities import Entities
from infra.local.simulators.mastodon.error_responses import error_response, unauthorised
from infra.local.simulators.mastodon.model import Account
from infra.local.simulators.mastodon.network import MastodonNetwork
from infra.local.simulators.network import AccountStatus


@dataclass(frozen=True, slots=True)
class Caller:
    """A call, with the account that makes it."""

    network: MastodonNetwork
    call: ApiCall
    account: Account | None

    @property
    def me(self) -> Account:
        """The account of a caller whose method requires one. Raises ErrorResponse."""
        if self.account is None:
            raise unauthorised("This API requires an authenticated user")
        return self.account

    @property
    def show(self) -> Entities:
        """The entities of this network."""
        return Entities(self.network)

    @property
    def sent(self) -> JsonObject:
        """The values of the JSON or the form that was sent. Names of lists in a form lose their brackets."""
        request = self.call.request
        if request.is_json:
            sent = request.get_json(silent=True)
            return sent if isinstance(sent, dict) else {}
        lists = {name[:-2]: request.form.getlist(name) for name in request.form if name.endswith("[]")}
        return {name: value for name, value in request.form.items() if not name.endswith("[]")} | lists


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the API."""

    run: Callable[[Caller], ApiResponse]
    scope: str = ""
    """The scope that the token must have. If it is empty, everybody may call the method."""
    limit: str = "requests"


def token_owner(network: MastodonNetwork, token: str | None) -> Account | None:
    """Return the official account with this token."""
    owners = (account for account in network.people.values() if account.official and account.token == token)
    return next(owners, None)


def admit_caller(network: MastodonNetwork, method: Method, call: ApiCall) -> Caller:
    """Return the caller if the method may be called. Raises ErrorResponse."""
    account = token_owner(network, call.bearer)
    if account is None and (method.scope or call.bearer):
        raise unauthorised(network.flavour.unknown_token)
    if account is not None:
        if account.token_problem:
            raise unauthorised(account.token_problem)
        if account.account_status is not AccountStatus.ACTIVE:
            raise error_response(HTTPStatus.FORBIDDEN, "Your login is currently disabled")
        if method.scope and not account.scopes & {method.scope, method.scope.partition(":")[0]}:
            raise error_response(HTTPStatus.FORBIDDEN, "This action is outside the authorized scopes")
    return Caller(network, call, account)
