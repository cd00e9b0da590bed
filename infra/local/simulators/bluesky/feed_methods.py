"""The methods app.bsky.feed.* and app.bsky.actor.*, which return posts, threads and profiles to everybody."""

from http import HTTPStatus

from infra.local.simulators.bluesky.caller import Caller, CallerRequirement, Method
from infra.local.simulators.bluesky.error_responses import broken, error_response, invalid
from infra.local.simulators.bluesky.model import POST, Actor, Record
from infra.local.simulators.bluesky.parameters import integer, limit, post_uri, required_parameter
from infra.local.simulators.bluesky.views import DEFS, AppViews, epoch_milliseconds
from infra.local.simulators.exchange import ApiResponse, JsonObject
from infra.local.simulators.network import AccountStatus

MAX_URIS = 25
INACTIVE_ERRORS = {
    AccountStatus.TAKENDOWN: ("AccountTakedown", "Account has been suspended"),
    AccountStatus.DEACTIVATED: ("AccountDeactivated", "Account is deactivated"),
}


def get_posts(caller: Caller) -> ApiResponse:
    """Return these posts. Deleted and hidden posts are left out without an error."""
    uris = caller.call.all_values("uris")
    if len(uris) > MAX_URIS:
        raise invalid(f"Invalid {caller.call.route} params: array too big (maximum {MAX_URIS}, got {len(uris)})")
    views = AppViews(caller.network, caller.actor)
    found = [caller.network.records[uri] for uri in uris if uri in caller.network.records]
    return ApiResponse({"posts": [views.post(record) for record in found if not views.hidden(record.did)]})


def get_post_thread(caller: Caller) -> ApiResponse:
    uri = post_uri(caller.call, "uri")
    depth = integer(caller.call, "depth", 6, (0, 1000))
    height = integer(caller.call, "parentHeight", 80, (0, 1000))
    node = AppViews(caller.network, caller.actor).thread(uri, depth=depth, height=height)
    if node["$type"] == f"{DEFS}#notFoundPost":
        raise error_response(HTTPStatus.BAD_REQUEST, "NotFound", f"Post not found: {uri}")
    return ApiResponse({"thread": node})


def get_author_feed(caller: Caller) -> ApiResponse:
    author, most = _actor(caller), limit(caller.call)
    if author is None or not author.active:
        raise invalid("Profile not found")
    mine = sorted(caller.network.repos[author.did, POST].values(), key=_key, reverse=True)
    before = _parsed_cursor(caller.call.query.get("cursor"))
    posts = [record for record in mine if before is None or _key(record) < before][:most]
    views = AppViews(caller.network, caller.actor)
    page: JsonObject = {"feed": [{"post": views.post(record)} for record in posts]}
    full = len(posts) == most
    return ApiResponse(page | ({"cursor": "{}__{}".format(*_key(posts[-1]))} if full else {}))


def _key(record: Record) -> tuple[int, str]:
    return epoch_milliseconds(record.sort_at), record.cid


def _parsed_cursor(cursor: str | None) -> tuple[int, str] | None:
    if cursor is None:
        return None
    moment, _, cid = cursor.partition("__")
    if not moment.isdigit():
        raise broken(HTTPStatus.BAD_GATEWAY)
    return int(moment), cid


def get_profile(caller: Caller) -> ApiResponse:
    actor = _actor(caller)
    if actor is None:
        raise invalid("Profile not found")
    if not actor.active:
        raise error_response(HTTPStatus.BAD_REQUEST, *INACTIVE_ERRORS[actor.account_status])
    return ApiResponse(AppViews(caller.network, caller.actor).profile(actor))


def get_profiles(caller: Caller) -> ApiResponse:
    views, network = AppViews(caller.network, caller.actor), caller.network
    named = {network.did_of(name) or name for name in caller.call.all_values("actors")}
    known = [network.actors[did] for did in named if did in network.actors]
    return ApiResponse({"profiles": [views.profile(actor) for actor in known if actor.active]})


def search_actors(caller: Caller) -> ApiResponse:
    """Return the actors whose handle or name contains all the words."""
    words = caller.call.query.get("q", "").lower().split()
    most, begin = limit(caller.call, default=25), int(caller.call.query.get("cursor", "0"))
    found = [actor for actor in caller.network.actors.values() if actor.active and _matches(actor, words)]
    views, end = AppViews(caller.network, caller.actor), begin + most
    page: JsonObject = {"actors": [views.actor(actor) for actor in found[begin:end]]}
    return ApiResponse(page | ({"cursor": str(end)} if len(found) > end else {}))


def _matches(actor: Actor, words: list[str]) -> bool:
    searched = f"{actor.handle} {actor.display_name}".lower()
    return bool(words) and all(word in searched for word in words)


def _actor(caller: Caller) -> Actor | None:
    name = required_parameter(caller.call, "actor")
    return caller.network.actors.get(caller.network.did_of(name) or name)


METHODS = {
    "app.bsky.feed.getPosts": Method("GET", CallerRequirement.MAYBE, get_posts),
    "app.bsky.feed.getPostThread": Method("GET", CallerRequirement.MAYBE, get_post_thread),
    "app.bsky.feed.getAuthorFeed": Method("GET", CallerRequirement.MAYBE, get_author_feed),
    "app.bsky.actor.getProfile": Method("GET", CallerRequirement.MAYBE, get_profile),
    "app.bsky.actor.getProfiles": Method("GET", CallerRequirement.MAYBE, get_profiles),
    "app.bsky.actor.searchActors": Method("GET", CallerRequirement.MAYBE, search_actors),
}
