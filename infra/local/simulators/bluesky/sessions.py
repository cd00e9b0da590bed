"""Sessions of a simulated PDS: short-lived access tokens, and refresh tokens that rotate."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.local.simulators.bluesky.error_responses import bad_token, expired
from infra.local.simulators.bluesky.identifiers import jwt, jwt_claims
from infra.local.simulators.bluesky.model import Actor
from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.network import TokenInvalidation
from infra.local.simulators.timestamps import EPOCH

ACCESS_LIFE = timedelta(minutes=120)
REFRESH_LIFE = timedelta(days=90)
REFRESH_GRACE = timedelta(hours=2)
"""A used refresh token still gives its successor for this time."""

FULL = "com.atproto.access"
APP = "com.atproto.appPass"
PRIVILEGED = "com.atproto.appPassPrivileged"
REFRESH = "com.atproto.refresh"
AUDIENCE = "did:web:localhost"
INVALID_TOKEN_TEXTS = {
    TokenInvalidation.EXPIRED: "Token has expired",
    TokenInvalidation.REVOKED: "Token has been revoked",
}


@dataclass(slots=True, kw_only=True)
class _Refresh:
    did: str
    scope: str
    successor: str | None = None
    usable_until: datetime | None = None


class Sessions:
    """All tokens of the network."""

    def __init__(self, seed: str) -> None:
        self.access_life = ACCESS_LIFE
        self._secret = hashlib.sha256(f"{seed}/jwt".encode()).digest()
        self._refreshes: dict[str, _Refresh] = {}
        self._invalid: dict[str, str] = {}
        self._issued: dict[str, set[str]] = {}
        self._count = 0

    def begin(self, actor: Actor, scope: str, now: datetime) -> JsonObject:
        """Return a pair of tokens for an actor who logs in."""
        return self._pair(self._new_id(), _Refresh(did=actor.did, scope=scope), now)

    def refresh(self, token: str | None, now: datetime) -> tuple[str, JsonObject]:
        """Return the DID and a new pair of tokens. Raises ErrorResponse.

        A token that is used again within the grace period gives the same successor.
        """
        claims = self.refresh_claims(token, now)
        used = self._refreshes[claims["jti"]]
        if used.successor is None:
            used.successor, used.usable_until = self._new_id(), now + REFRESH_GRACE
        following = self._refreshes.get(used.successor) or _Refresh(did=used.did, scope=used.scope)
        return used.did, self._pair(used.successor, following, now)

    def access_claims(self, token: str, now: datetime) -> JsonObject:
        """Return the claims of a valid access token. Raises ErrorResponse."""
        claims = self._claims(token, now)
        if claims["scope"] == REFRESH:
            raise bad_token()
        return claims

    def refresh_claims(self, token: str | None, now: datetime) -> JsonObject:
        """Return the claims of a valid refresh token. Raises ErrorResponse."""
        claims = self._claims(token or "", now)
        if claims["scope"] != REFRESH:
            raise bad_token()
        row = self._refreshes.get(claims["jti"])
        if row is None or (row.usable_until is not None and now >= row.usable_until):
            raise expired("Token has been revoked")
        return claims

    def subject(self, token: str) -> str | None:
        """Return the DID of the token, even if the token is no longer valid."""
        claims = jwt_claims(self._secret, token)
        return claims["sub"] if claims else None

    def end(self, refresh_id: str) -> None:
        self._refreshes.pop(refresh_id, None)

    def invalidate(self, did: str, reason: TokenInvalidation) -> None:
        for jti in self._issued.pop(did, set()):
            self._invalid[jti] = INVALID_TOKEN_TEXTS[reason]

    def _pair(self, refresh_id: str, row: _Refresh, now: datetime) -> JsonObject:
        self._refreshes[refresh_id] = row
        access_id = self._new_id()
        self._issued.setdefault(row.did, set()).update((access_id, refresh_id))
        access = self._token("at+jwt", row, row.scope, access_id, (now, now + self.access_life))
        refresh = self._token("refresh+jwt", row, REFRESH, refresh_id, (now, now + REFRESH_LIFE))
        return {"accessJwt": access, "refreshJwt": refresh}

    def _token(self, kind: str, row: _Refresh, scope: str, jti: str, life: tuple[datetime, datetime]) -> str:
        issued, expires = (int((moment - EPOCH).total_seconds()) for moment in life)
        claims = {"scope": scope, "sub": row.did, "iat": issued, "exp": expires, "aud": AUDIENCE, "jti": jti}
        return jwt(self._secret, kind, claims)

    def _claims(self, token: str, now: datetime) -> JsonObject:
        claims = jwt_claims(self._secret, token)
        if claims is None:
            raise bad_token()
        if claims["jti"] in self._invalid:
            raise expired(self._invalid[claims["jti"]])
        if now >= EPOCH + timedelta(seconds=claims["exp"]):
            raise expired()
        return claims

    def _new_id(self) -> str:
        self._count += 1
        return hashlib.sha256(self._secret + str(self._count).encode()).hexdigest()[:32]
