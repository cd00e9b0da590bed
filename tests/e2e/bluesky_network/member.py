"""A member of the public with an account on the real Bluesky servers."""

import base64
import hmac
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import urllib3

from tests.e2e.bluesky_network.network import BlueskyServers

POST = "app.bsky.feed.post"


@dataclass(frozen=True, slots=True)
class SentPost:
    """A post as its home server accepted it."""

    uri: str
    cid: str
    root: "SentPost | None" = None
    depth: int = 0

    @property
    def ref(self) -> dict[str, str]:
        return {"uri": self.uri, "cid": self.cid}


class RequestRejected(Exception):
    """The home server rejected a request."""


@dataclass(frozen=True, slots=True)
class NetworkMember:
    """One person with an account, who uses the same API as every app."""

    network: BlueskyServers
    did: str
    token: str

    @classmethod
    def signed_in(cls, network: BlueskyServers, handle: str) -> "NetworkMember":
        account = network.accounts[handle]
        login = {"identifier": handle, "password": account["password"]}
        session = _call(network, "com.atproto.server.createSession", login)
        return cls(network, session["did"], session["accessJwt"])

    def app_password(self, name: str) -> str:
        """Create an app password that may read direct messages."""
        asked = {"name": name, "privileged": True}
        return str(
            _call(self.network, "com.atproto.server.createAppPassword", asked, token=self.token)["password"]
        )

    def write(self, text: str, *, said_at: datetime | None = None, **fields: Any) -> SentPost:
        """Write a post. `said_at` dates it as a wrong clock would."""
        record = _record(text, said_at, fields)
        answer = self._repo("createRecord", record=record)
        return SentPost(answer["uri"], answer["cid"])

    def reply(self, to: SentPost, text: str, *, said_at: datetime | None = None) -> SentPost:
        root = to.root or to
        sent = self.write(text, said_at=said_at, reply={"root": root.ref, "parent": to.ref})
        return SentPost(sent.uri, sent.cid, root, to.depth + 1)

    def quote(self, whom: SentPost, text: str) -> SentPost:
        return self.write(text, embed={"$type": "app.bsky.embed.record", "record": whom.ref})

    def edit(self, post: SentPost, text: str, **fields: Any) -> SentPost:
        """Replace the text of a post, as some apps allow."""
        answer = self._repo("putRecord", rkey=_rkey(post), record=_record(text, None, fields))
        return SentPost(answer["uri"], answer["cid"])

    def delete(self, post: SentPost) -> None:
        self._repo("deleteRecord", rkey=_rkey(post))

    def like(self, post: SentPost) -> None:
        record = {"$type": "app.bsky.feed.like", "subject": post.ref, "createdAt": _stamp(datetime.now(UTC))}
        self._repo("createRecord", collection="app.bsky.feed.like", record=record)

    def _repo(self, method: str, *, collection: str = POST, **body: Any) -> dict[str, Any]:
        body = {"repo": self.did, "collection": collection, **body}
        return _call(self.network, f"com.atproto.repo.{method}", body, token=self.token)


def take_down(network: BlueskyServers, did: str) -> None:
    """Take down an account as the moderators of the platform do."""
    subject = {"$type": "com.atproto.admin.defs#repoRef", "did": did}
    basic = base64.b64encode(f"admin:{network.admin_password}".encode()).decode()
    reply = urllib3.request(
        "POST",
        f"{network.pds}/xrpc/com.atproto.admin.updateSubjectStatus",
        json={"subject": subject, "takedown": {"applied": True, "ref": "test"}},
        headers={"authorization": f"Basic {basic}"},
    )
    if reply.status != 200:
        raise RequestRejected(f"takedown: {reply.status} {reply.data.decode()}")


def spent_access_token(network: BlueskyServers, did: str) -> str:
    """Return an access token of the home server that expired a minute ago."""
    now = int(time.time())
    claims = {
        "scope": "com.atproto.access",
        "aud": network.pds_did,
        "sub": did,
        "iat": now - 7260,
        "exp": now - 60,
    }
    signed = ".".join(_base64(json.dumps(part).encode()) for part in ({"typ": "at+jwt", "alg": "HS256"}, claims))
    return f"{signed}.{_base64(hmac.digest(network.jwt_secret.encode(), signed.encode(), 'sha256'))}"


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _call(network: BlueskyServers, method: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
    headers = {"x-ratelimit-bypass": network.bypass_key}
    if token:
        headers["authorization"] = f"Bearer {token}"
    reply = urllib3.request("POST", f"{network.pds}/xrpc/{method}", json=body, headers=headers, timeout=30)
    if reply.status != 200:
        raise RequestRejected(f"{method}: {reply.status} {reply.data.decode()}")
    return dict(reply.json())


def mention(did: str, text: str) -> dict[str, Any]:
    """Return the fields of a post that mentions `did` at the start. Facets count UTF-8 bytes."""
    name = text.split(" ", maxsplit=1)[0]
    return {
        "facets": [
            {
                "index": {"byteStart": 0, "byteEnd": len(name.encode())},
                "features": [{"$type": "app.bsky.richtext.facet#mention", "did": did}],
            }
        ]
    }


def _record(text: str, said_at: datetime | None, fields: dict[str, Any]) -> dict[str, Any]:
    return {"$type": POST, "text": text, "createdAt": _stamp(said_at or datetime.now(UTC)), **fields}


def _stamp(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _rkey(post: SentPost) -> str:
    return post.uri.rsplit("/", 1)[1]
