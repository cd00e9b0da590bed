"""A member of the public with an account on the real Bluesky servers."""

import base64
import hmac
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import urllib3

from tests.e2e.bluesky_network.network import Network

POST = "app.bsky.feed.post"


@dataclass(frozen=True, slots=True)
class Written:
    """A post as its home server accepted it."""

    uri: str
    cid: str
    root: "Written | None" = None
    depth: int = 0

    @property
    def ref(self) -> dict[str, str]:
        return {"uri": self.uri, "cid": self.cid}


class Refused(Exception):
    """The home server did not take what a member of the public sent."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person with an account, who writes through the same API as everybody's app does."""

    network: Network
    did: str
    token: str

    @classmethod
    def signed_in(cls, network: Network, handle: str) -> "Member":
        account = network.accounts[handle]
        login = {"identifier": handle, "password": account["password"]}
        session = _call(network, "com.atproto.server.createSession", login)
        return cls(network, session["did"], session["accessJwt"])

    def app_password(self, name: str) -> str:
        """A password for an app, which may read direct messages."""
        asked = {"name": name, "privileged": True}
        return str(
            _call(self.network, "com.atproto.server.createAppPassword", asked, token=self.token)["password"]
        )

    def write(self, text: str, *, said_at: datetime | None = None, **fields: Any) -> Written:
        """Post it, dated `said_at` if the writer's clock is wrong or lies."""
        record = _record(text, said_at, fields)
        answer = self._repo("createRecord", record=record)
        return Written(answer["uri"], answer["cid"])

    def reply(self, to: Written, text: str, *, said_at: datetime | None = None) -> Written:
        root = to.root or to
        sent = self.write(text, said_at=said_at, reply={"root": root.ref, "parent": to.ref})
        return Written(sent.uri, sent.cid, root, to.depth + 1)

    def quote(self, whom: Written, text: str) -> Written:
        return self.write(text, embed={"$type": "app.bsky.embed.record", "record": whom.ref})

    def edit(self, post: Written, text: str, **fields: Any) -> Written:
        """Write other words under the same address, as a few apps allow."""
        answer = self._repo("putRecord", rkey=_rkey(post), record=_record(text, None, fields))
        return Written(answer["uri"], answer["cid"])

    def delete(self, post: Written) -> None:
        self._repo("deleteRecord", rkey=_rkey(post))

    def like(self, post: Written) -> None:
        record = {"$type": "app.bsky.feed.like", "subject": post.ref, "createdAt": _stamp(datetime.now(UTC))}
        self._repo("createRecord", collection="app.bsky.feed.like", record=record)

    def _repo(self, method: str, *, collection: str = POST, **body: Any) -> dict[str, Any]:
        body = {"repo": self.did, "collection": collection, **body}
        return _call(self.network, f"com.atproto.repo.{method}", body, token=self.token)


def take_down(network: Network, did: str) -> None:
    """What the platform's moderators do to an account."""
    subject = {"$type": "com.atproto.admin.defs#repoRef", "did": did}
    basic = base64.b64encode(f"admin:{network.admin_password}".encode()).decode()
    reply = urllib3.request(
        "POST",
        f"{network.pds}/xrpc/com.atproto.admin.updateSubjectStatus",
        json={"subject": subject, "takedown": {"applied": True, "ref": "test"}},
        headers={"authorization": f"Basic {basic}"},
    )
    if reply.status != 200:
        raise Refused(f"takedown: {reply.status} {reply.data.decode()}")


def spent_access_token(network: Network, did: str) -> str:
    """A genuine access token of the home server, signed with its key, that ran out a minute ago."""
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


def _call(network: Network, method: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
    headers = {"x-ratelimit-bypass": network.bypass_key}
    if token:
        headers["authorization"] = f"Bearer {token}"
    reply = urllib3.request("POST", f"{network.pds}/xrpc/{method}", json=body, headers=headers, timeout=30)
    if reply.status != 200:
        raise Refused(f"{method}: {reply.status} {reply.data.decode()}")
    return dict(reply.json())


def mention(did: str, text: str) -> dict[str, Any]:
    """The fields of a post that greets `did` by its handle at the start; facets count UTF-8 bytes."""
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


def _rkey(post: Written) -> str:
    return post.uri.rsplit("/", 1)[1]
