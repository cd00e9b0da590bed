"""The methods com.atproto.server.* and com.atproto.identity.*, for sessions and identities."""

from infra.local.simulators.bluesky.caller import Caller, CallerRequirement, Method
from infra.local.simulators.bluesky.error_responses import error_response, inactive_account, invalid, unauthorised
from infra.local.simulators.bluesky.model import Actor
from infra.local.simulators.bluesky.network import BlueskyNetwork
from infra.local.simulators.bluesky.parameters import body, required_parameter
from infra.local.simulators.bluesky.sessions import APP, FULL, PRIVILEGED
from infra.local.simulators.exchange import ApiResponse, JsonObject
from infra.local.simulators.network import AccountStatus

CONTEXT = (
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/suites/secp256k1-2019/v1",
)
BLOB_LIMIT = 5 * 1024 * 1024


def create_session(caller: Caller) -> ApiResponse:
    sent = body(caller.call, "identifier", "password")
    actor = _find_actor(caller.network, str(sent["identifier"]))
    scope = _scope(actor, str(sent["password"])) if actor else None
    if actor is None or scope is None:
        raise unauthorised(message="Invalid identifier or password")
    _refuse_if_taken_down(actor)
    pair = caller.network.sessions.begin(actor, scope, caller.call.now)
    return ApiResponse(pair | account_view(caller.network, actor))


def refresh_session(caller: Caller) -> ApiResponse:
    did, pair = caller.network.sessions.refresh(caller.call.bearer, caller.call.now)
    actor = caller.network.actors[did]
    _refuse_if_taken_down(actor)
    return ApiResponse(pair | account_view(caller.network, actor))


def get_session(caller: Caller) -> ApiResponse:
    if caller.me.account_status is AccountStatus.TAKENDOWN:
        raise invalid(f"Could not find user info for account: {caller.me.did}")
    return ApiResponse(account_view(caller.network, caller.me))


def delete_session(caller: Caller) -> ApiResponse:
    claims = caller.network.sessions.refresh_claims(caller.call.bearer, caller.call.now)
    caller.network.sessions.end(claims["jti"])
    return ApiResponse()


def describe_server(caller: Caller) -> ApiResponse:
    del caller
    described: JsonObject = {
        "did": "did:web:localhost",
        "availableUserDomains": [".test"],
        "inviteCodeRequired": False,
        "blobUploadLimit": BLOB_LIMIT,
        "links": {},
        "contact": {},
    }
    return ApiResponse(described)


def resolve_handle(caller: Caller) -> ApiResponse:
    did = caller.network.did_of(required_parameter(caller.call, "handle"))
    if did is None:
        raise error_response(400, "HandleNotFound", "Unable to resolve handle")
    return ApiResponse({"did": did})


def account_view(network: BlueskyNetwork, actor: Actor) -> JsonObject:
    view = {
        "did": actor.did,
        "didDoc": _did_document(network, actor),
        "handle": actor.handle,
        "email": actor.email,
        "emailConfirmed": True,
        "emailAuthFactor": False,
        "active": actor.active,
    }
    return view if actor.active else view | {"status": actor.account_status}


def _did_document(network: BlueskyNetwork, actor: Actor) -> JsonObject:
    key = {
        "id": f"{actor.did}#atproto",
        "type": "Multikey",
        "controller": actor.did,
        "publicKeyMultibase": "zQ3sh" + actor.did[-24:] * 2,
    }
    service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": network.url}
    return {
        "@context": list(CONTEXT),
        "id": actor.did,
        "alsoKnownAs": [f"at://{actor.handle}"],
        "verificationMethod": [key],
        "service": [service],
    }


def _find_actor(network: BlueskyNetwork, identifier: str) -> Actor | None:
    named = (actor for actor in network.actors.values() if identifier in {actor.did, actor.handle, actor.email})
    return next(named, None)


def _scope(actor: Actor, password: str) -> str | None:
    """Return the scope of a password of the actor, or None if it is not one."""
    if password == actor.password:
        return FULL
    found = [known for known in actor.app_passwords.values() if known.password == password]
    return (PRIVILEGED if found[0].privileged else APP) if found else None


def _refuse_if_taken_down(actor: Actor) -> None:
    if actor.account_status is AccountStatus.TAKENDOWN:
        raise inactive_account(actor.account_status)


METHODS = {
    "com.atproto.server.createSession": Method("POST", CallerRequirement.NOTHING, create_session),
    "com.atproto.server.refreshSession": Method("POST", CallerRequirement.NOTHING, refresh_session),
    "com.atproto.server.getSession": Method("GET", CallerRequirement.SESSION, get_session),
    "com.atproto.server.deleteSession": Method("POST", CallerRequirement.NOTHING, delete_session),
    "com.atproto.server.describeServer": Method("GET", CallerRequirement.NOTHING, describe_server),
    "com.atproto.identity.resolveHandle": Method("GET", CallerRequirement.NOTHING, resolve_handle),
}
