"""The methods for the server itself, for app tokens, and for uploads."""

from datetime import timedelta
from http import HTTPStatus

from infra.local.simulators.exchange import ApiResponse, ErrorResponse, JsonObject
from infra.local.simulators.mastodon.caller import Caller, Method
from infra.local.simulators.mastodon.error_responses import invalid, not_found
from infra.local.simulators.mastodon.model import Upload
from infra.local.simulators.timestamps import EPOCH

KINDS = {
    "image": ("jpeg", "png", "gif", "heic", "heif", "webp", "avif"),
    "video": ("webm", "mp4", "quicktime"),
}
ACCEPTED = [f"{kind}/{form}" for kind, forms in KINDS.items() for form in forms]
NO_CLIENT = (
    "Client authentication failed due to unknown client, no client authentication included, "
    "or unsupported authentication method."
)
NO_GRANT = "The provided authorization grant is invalid, expired, revoked, or was issued to another client."


def instance_v2(caller: Caller) -> ApiResponse:
    flavour, domain = caller.network.flavour, caller.network.settings.domain
    entity: JsonObject = {
        "domain": domain,
        "title": "Simulated",
        "version": flavour.version,
        "source_url": "https://github.com/mastodon/mastodon",
        "languages": [caller.network.settings.language],
        "configuration": {"urls": {"streaming": f"wss://{domain}", "status": None}, **_limits(caller)},
    }
    return ApiResponse(entity | ({"api_versions": {"mastodon": 11}} if flavour.name == "mastodon" else {}))


def instance_v1(caller: Caller) -> ApiResponse:
    flavour, domain = caller.network.flavour, caller.network.settings.domain
    kept = ("statuses", "media_attachments", "polls", "accounts")
    limits = {name: value for name, value in _limits(caller).items() if name in kept}
    languages = [caller.network.settings.language]
    entity = {"uri": domain, "title": "Simulated", "version": flavour.version, "languages": languages}
    return ApiResponse(entity | {"max_toot_chars": flavour.max_characters, "configuration": limits})


def _limits(caller: Caller) -> JsonObject:
    statuses = {"max_media_attachments": 4, "characters_reserved_per_url": 23}
    media = {
        "supported_mime_types": ACCEPTED,
        "description_limit": 10_000,
        "image_size_limit": 16_777_216,
        "image_matrix_limit": 33_177_600,
        "video_size_limit": 103_809_024,
        "video_frame_rate_limit": 120,
        "video_matrix_limit": 8_294_400,
    }
    polls = {
        "max_options": 4,
        "max_characters_per_option": 50,
        "min_expiration": 300,
        "max_expiration": 2_629_746,
    }
    return {
        "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
        "statuses": {"max_characters": caller.network.flavour.max_characters, **statuses},
        "media_attachments": media,
        "polls": polls,
        "translation": {"enabled": False},
    }


def register_app(caller: Caller) -> ApiResponse:
    sent, network = caller.sent, caller.network
    number = str(len(network.applications) + 1)
    client = network.secret("client", number)
    network.applications[client] = network.secret("client-secret", number)
    redirect = sent.get("redirect_uris", "urn:ietf:wg:oauth:2.0:oob")
    app = {"id": number, "name": sent.get("client_name", ""), "website": None, "redirect_uri": redirect}
    return ApiResponse(app | {"client_id": client, "client_secret": network.applications[client]})


def give_token(caller: Caller) -> ApiResponse:
    """Give a token for an authorization code. The control routes list the code of each account."""
    sent, network = caller.sent, caller.network
    secret = network.applications.get(str(sent.get("client_id")))
    if secret is None or secret != sent.get("client_secret"):
        raise _oauth("invalid_client", NO_CLIENT, HTTPStatus.UNAUTHORIZED)
    owners = [owner for owner in network.accounts() if owner["authorization_code"] == sent.get("code")]
    if not owners or sent.get("grant_type") != "authorization_code":
        raise _oauth("invalid_grant", NO_GRANT, HTTPStatus.BAD_REQUEST)
    account = network.find_account(owners[0]["handle"])
    token = network.renew_token(account.acct) if account.token_problem else account.token
    created = int((caller.call.now - EPOCH).total_seconds())
    scope = " ".join(sorted(account.scopes))
    return ApiResponse({"access_token": token, "token_type": "Bearer", "scope": scope, "created_at": created})


def _oauth(error: str, description: str, status: int) -> ErrorResponse:
    return ErrorResponse(ApiResponse({"error": error, "error_description": description}, status))


def upload(caller: Caller) -> ApiResponse:
    return _shown(caller, _uploaded(caller, caller.network.settings.media_delay), HTTPStatus.ACCEPTED)


def upload_at_once(caller: Caller) -> ApiResponse:
    """Upload by the older route, which responds only when the file is processed. The forks still have it."""
    return _shown(caller, _uploaded(caller, timedelta(0)), HTTPStatus.OK)


def _uploaded(caller: Caller, delay: timedelta) -> Upload:
    file = caller.call.request.files.get("file")
    if file is None:
        raise invalid("File can't be blank")
    if file.mimetype not in ACCEPTED:
        raise invalid("File content type is invalid")
    made = Upload(
        id=caller.network.ids.of_object(caller.network.clock.tick()),
        kind=file.mimetype.partition("/")[0],
        description=caller.sent.get("description"),
        ready_at=caller.call.now + delay,
    )
    caller.network.uploads[made.id] = made
    return made


def get_upload(caller: Caller) -> ApiResponse:
    return _shown(caller, _upload(caller), HTTPStatus.PARTIAL_CONTENT)


def change_upload(caller: Caller) -> ApiResponse:
    found = _upload(caller)
    found.description = caller.sent.get("description", found.description)
    return _shown(caller, found, HTTPStatus.OK)


def _upload(caller: Caller) -> Upload:
    found = caller.network.uploads.get(caller.call.arguments["id"])
    if found is None:
        raise not_found()
    return found


def _shown(caller: Caller, found: Upload, unready: int) -> ApiResponse:
    ready = found.ready_at <= caller.call.now
    return ApiResponse(caller.show.upload(found, ready=ready), HTTPStatus.OK if ready else unready)


METHODS = {
    ("GET", "/api/v2/instance"): Method(instance_v2),
    ("GET", "/api/v1/instance"): Method(instance_v1),
    ("POST", "/api/v1/apps"): Method(register_app),
    ("POST", "/oauth/token"): Method(give_token),
    ("POST", "/api/v2/media"): Method(upload, "write:media", "media"),
    ("POST", "/api/v1/media"): Method(upload_at_once, "write:media", "media"),
    ("GET", "/api/v1/media/:id"): Method(get_upload, "write:media"),
    ("PUT", "/api/v1/media/:id"): Method(change_upload, "write:media"),
}
