"""The methods com.atproto.repo.*: the caller writes own records, and reads those of everybody."""

from http import HTTPStatus

from infra.local.simulators.bluesky.caller import Caller, CallerRequirement, Method
from infra.local.simulators.bluesky.error_responses import broken, error_response, invalid, unauthorised
from infra.local.simulators.bluesky.identifiers import blob_cid, cid
from infra.local.simulators.bluesky.model import Actor, Record
from infra.local.simulators.bluesky.parameters import body, limit, required_parameter
from infra.local.simulators.bluesky.records import check_record, check_rkey
from infra.local.simulators.bluesky.server_methods import BLOB_LIMIT
from infra.local.simulators.exchange import ApiResponse, JsonObject

KNOWN = "app.bsky."


def create_record(caller: Caller) -> ApiResponse:
    sent = _checked(caller, "repo", "collection", "record")
    key = sent.get("rkey")
    # The reference server answers a taken key with an internal error.
    if key in caller.network.repos[caller.me.did, sent["collection"]]:
        raise broken()
    return _written(caller, sent, key)


def put_record(caller: Caller) -> ApiResponse:
    sent = _checked(caller, "repo", "collection", "rkey", "record")
    known = caller.network.repos[caller.me.did, sent["collection"]].get(sent["rkey"])
    if known is not None and known.cid == cid(_value(sent)):
        return ApiResponse({**known.ref, "validationStatus": _status(sent)})
    current = known.cid if known is not None else None
    if sent.get("swapRecord", current) != current:
        raise error_response(HTTPStatus.BAD_REQUEST, "InvalidSwap", f"Record was at {current or 'null'}")
    return _written(caller, sent, sent["rkey"])


def _checked(caller: Caller, *required: str) -> JsonObject:
    sent = body(caller.call, *required)
    _require_own_repo(caller, sent["repo"])
    if sent.get("rkey"):
        check_rkey(sent["collection"], sent["rkey"])
    if sent.get("validate", True):
        check_record(sent["collection"], sent["record"], caller.network.blobs)
    return sent


def _require_own_repo(caller: Caller, repo: str) -> None:
    if repo not in {caller.me.did, caller.me.handle}:
        raise unauthorised()


def _value(sent: JsonObject) -> JsonObject:
    return {"$type": sent["collection"], **sent["record"]}


def _status(sent: JsonObject) -> str:
    return "valid" if sent["collection"].startswith(KNOWN) else "unknown"


def _written(caller: Caller, sent: JsonObject, key: str | None) -> ApiResponse:
    record = caller.network.put(caller.me.did, sent["collection"], key, _value(sent))
    return ApiResponse({**record.ref, "commit": caller.network.commit(), "validationStatus": _status(sent)})


def delete_record(caller: Caller) -> ApiResponse:
    sent = body(caller.call, "repo", "collection", "rkey")
    _require_own_repo(caller, sent["repo"])
    gone = caller.network.delete(f"at://{caller.me.did}/{sent['collection']}/{sent['rkey']}")
    return ApiResponse({"commit": caller.network.commit()} if gone else {})


def get_record(caller: Caller) -> ApiResponse:
    owner, collection = _repo(caller), required_parameter(caller.call, "collection")
    uri = f"at://{owner.did}/{collection}/{required_parameter(caller.call, 'rkey')}"
    record = caller.network.records.get(uri)
    if record is None:
        raise error_response(HTTPStatus.BAD_REQUEST, "RecordNotFound", f"Could not locate record: {uri}")
    return ApiResponse(_shown(record))


def list_records(caller: Caller) -> ApiResponse:
    """Return a page of the records, the newest key first."""
    records = caller.network.repos[_repo(caller).did, required_parameter(caller.call, "collection")]
    before = caller.call.query.get("cursor")
    keys = sorted((key for key in records if before is None or key < before), reverse=True)
    keys = keys[: limit(caller.call)]
    page: JsonObject = {"records": [_shown(records[key]) for key in keys]}
    return ApiResponse(page | ({"cursor": keys[-1]} if keys else {}))


def upload_blob(caller: Caller) -> ApiResponse:
    data = caller.call.request.get_data()
    if len(data) > BLOB_LIMIT:
        raise error_response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "PayloadTooLarge", "request entity too large")
    link = blob_cid(data)
    caller.network.blobs[link] = len(data)
    kind = caller.call.request.content_type or "application/octet-stream"
    return ApiResponse({"blob": {"$type": "blob", "ref": {"$link": link}, "mimeType": kind, "size": len(data)}})


def _repo(caller: Caller) -> Actor:
    name = required_parameter(caller.call, "repo")
    try:
        owner = caller.network.actor(name)
    except LookupError:
        raise invalid(f"Could not find repo: {name}") from None
    if not owner.active:
        raise invalid(f"Could not find repo: {name}")
    return owner


def _shown(record: Record) -> JsonObject:
    return {**record.ref, "value": record.value}


METHODS = {
    "com.atproto.repo.createRecord": Method("POST", CallerRequirement.WRITING, create_record),
    "com.atproto.repo.putRecord": Method("POST", CallerRequirement.WRITING, put_record),
    "com.atproto.repo.deleteRecord": Method("POST", CallerRequirement.WRITING, delete_record),
    "com.atproto.repo.uploadBlob": Method("POST", CallerRequirement.WRITING, upload_blob),
    "com.atproto.repo.getRecord": Method("GET", CallerRequirement.NOTHING, get_record),
    "com.atproto.repo.listRecords": Method("GET", CallerRequirement.NOTHING, list_records),
}
