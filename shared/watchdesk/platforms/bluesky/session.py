"""The account's session: resumed from where the last run left it, refreshed in time, replaced only if necessary.

Every run of every function shares one session through the store. A run that renews it writes the new pair before
using it, on top of the revision it read. A run that loses this race uses the winner's pair. An old refresh token
stays valid for two hours and yields the same successor, so a run that ends between the two loses nothing.
"""

from datetime import UTC, datetime, timedelta

from watchdesk.core.account import Account
from watchdesk.core.errors import AccountBlocked, Defect, LeaseLost, Reconnect, TryLater
from watchdesk.platforms.bluesky.errors import DeadSession, StaleAccess
from watchdesk.platforms.bluesky.tokens import Tokens, digest, expiry, session_answer
from watchdesk.platforms.bluesky.xrpc import Xrpc
from watchdesk.platforms.credential import Credentials
from watchdesk.platforms.session_store import SessionStore

SOON = timedelta(minutes=10)
"""How long before its end an access token is refreshed. It lasts two hours."""
CHECK_EVERY = timedelta(minutes=10)
"""How often the account's state is checked. Reads of a closed account still answer 200; only getSession tells."""
CHECKED_JUST_NOW = timedelta(minutes=1)
MOVED_AFTER = timedelta(hours=1)
"""How long after the last token ran out its server is trusted. Later it may no longer be the account's server."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""An account found closed is checked again at once, because it may have been opened."""
ATTEMPTS = 3


class BlueskySession:
    """Makes no call until it is asked for tokens."""

    def __init__(self, account: Account, xrpc: Xrpc, sessions: SessionStore, credentials: Credentials) -> None:
        self._account = account
        self._xrpc = xrpc
        self._sessions = sessions
        self._credentials = credentials
        self._tokens: Tokens | None = None
        self._revision = 0
        self._refresh_from = NEVER

    def tokens(self) -> Tokens:
        """Return tokens that are valid for a while, of an account that was active minutes ago.

        Raises Reconnect when no session can be had with the stored credential, AccountBlocked when the platform
        has closed or paused the account.
        """
        tokens = self._tokens or self._load()
        if tokens is None:
            return self._log_in()
        ends = expiry(tokens.access)
        if ends is not None and ends - self._now() < SOON and self._now() >= self._refresh_from:
            tokens = self._refreshed(tokens)
        return self._checked(tokens) if self._now() - tokens.checked_at >= CHECK_EVERY else tokens

    def renew(self, spent: Tokens) -> None:
        """Renew the session: the server says this access token has run out."""
        current = self._load()
        if current is None or current.access == spent.access:
            self._refreshed(spent, is_refused=True)

    def replace(self, spent: Tokens) -> None:
        """Replace the session: the server does not know it any more."""
        current = self._load()
        if current is None or current.access == spent.access:
            self._log_in()

    def open_anew(self) -> Tokens:
        """Log in with the credential as it is stored now, whatever session there was."""
        self._credentials.forget(self._account.secret)
        self._load()
        return self._log_in()

    def confirm_active(self) -> None:
        """Check the account now, unless that was done within the last minute. Raises AccountBlocked."""
        tokens = self.tokens()
        if self._now() - tokens.checked_at >= CHECKED_JUST_NOW:
            self._checked(tokens)

    def _now(self) -> datetime:
        return self._xrpc.clock.now()

    def _load(self) -> Tokens | None:
        stored, self._revision = self._sessions.read(self._account.id)
        self._tokens = Tokens.read(stored, self._account.server) if stored is not None else None
        return self._tokens

    def _refreshed(self, tokens: Tokens, *, is_refused: bool = False) -> Tokens:
        replaced = self._log_in_if_replaced(tokens)
        if replaced is not None:
            return replaced
        try:
            answer = self._xrpc.refresh(tokens.base, tokens.refresh)
        except (StaleAccess, DeadSession):
            return self._log_in()
        except TryLater:
            left = (expiry(tokens.access) or self._now()) - self._now()
            if left > timedelta(0) and not is_refused:
                self._refresh_from = self._now() + CHECKED_JUST_NOW
                return tokens
            if left < -MOVED_AFTER:
                return self._log_in()
            raise
        return self._keep_tokens(answer, tokens.base, tokens.credential)

    def _log_in_if_replaced(self, tokens: Tokens) -> Tokens | None:
        """Log in if the stored credential is another than the session's, else return None.

        A credential that is refused or missing leaves the session as it is.
        """
        try:
            identifier, password = self._credential()
            return None if digest(identifier, password) == tokens.credential else self._log_in()
        except Reconnect:
            return None

    def _log_in(self) -> Tokens:
        identifier, password = self._credential()
        try:
            answer = self._xrpc.log_in(self._account.server, identifier, password)
        except Reconnect:
            self._credentials.forget(self._account.secret)
            raise
        return self._keep_tokens(answer, self._account.server, digest(identifier, password))

    def _credential(self) -> tuple[str, str]:
        fields = self._credentials.read(self._account.secret)
        identifier, password = fields.get("identifier"), fields.get("app_password")
        if not identifier or not password:
            raise Reconnect("the stored credential lacks `identifier` or `app_password`")
        return identifier, password

    def _checked(self, tokens: Tokens) -> Tokens:
        try:
            answer = self._xrpc.get(tokens.base, "com.atproto.server.getSession", tokens.access)
        except StaleAccess:
            return self._refreshed(tokens, is_refused=True)
        except DeadSession:
            return self._log_in()
        return self._keep_tokens(answer, tokens.base, tokens.credential, tokens)

    def _keep_tokens(self, answer: object, base: str, credential: str, before: Tokens | None = None) -> Tokens:
        """Store the server's answer, then return it.

        `before` supplies the tokens for an answer that holds none.
        """
        said = session_answer(answer)
        access = said and (said.access_jwt or (before.access if before else ""))
        refresh = said and (said.refresh_jwt or (before.refresh if before else ""))
        if not said or not access or not refresh:
            raise Defect("Bluesky's answer holds no session")
        tokens = Tokens(
            access=access,
            refresh=refresh,
            did=said.did,
            handle=said.handle,
            base=said.base(self._account.server) or base,
            credential=credential,
            checked_at=self._now() if said.active else NEVER,
        )
        spent = self._tokens.access if self._tokens else None
        self._tokens = self._stored(tokens, spent)
        if not said.active:
            self._tokens = None
            raise AccountBlocked(f"the platform says the account is {_word(said.status)}")
        return self._tokens

    def _stored(self, tokens: Tokens, spent: str | None) -> Tokens:
        """Write the tokens and return them, or those of the run that was faster."""
        for _ in range(ATTEMPTS):
            try:
                self._revision = self._sessions.write(self._account.id, tokens.stored(), self._revision)
            except LeaseLost:
                winner = self._load()
                if winner is not None and winner.access != spent:
                    return winner
            else:
                return tokens
        raise TryLater("other runs keep changing the session")


def _word(status: str | None) -> str:
    return status if status in ("takendown", "suspended", "deactivated") else "not active"
