"""The flavours are servers with Mastodon's API that leave out different parts of it."""

from dataclasses import dataclass
from enum import StrEnum

from infra.local.simulators.exchange import JsonObject


class Ids(StrEnum):
    """The form of the ids."""

    NUMERIC = "numeric"
    """Mastodon has decimal integers, which are compared as numbers."""
    ULID = "ulid"
    """GoToSocial has 26 characters, which are compared as text."""
    FLAKE = "flake"
    """Akkoma has 18 characters for statuses and accounts, and integers for the rest."""


class ResetForm(StrEnum):
    """The form of X-RateLimit-Reset, which a server may also leave out."""

    ISO = "iso"
    EPOCH = "epoch"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavour:
    """One kind of server."""

    name: str
    version: str
    ids: Ids
    reset_form: ResetForm
    max_characters: int
    idempotent: bool
    """Whether a repeated Idempotency-Key returns the first status."""
    policies: bool
    """Whether there are notification policies, requests and `include_filtered`."""
    conversations_page_on_status: bool
    normalises: bool = False
    """Whether it decodes the entities of a text and percent-encodes the addresses of links."""
    too_many: str
    unknown_token: str
    missing_from_status: frozenset[str] = frozenset()
    missing_from_account: frozenset[str] = frozenset()

    def status(self, entity: JsonObject) -> JsonObject:
        """Return a status with the keys of this server."""
        kept = {name: value for name, value in entity.items() if name not in self.missing_from_status}
        if self.name == "akkoma":
            local = kept["account"]["acct"] == kept["account"]["username"]
            kept["pleroma"] = {"local": local, "content": {"text/plain": kept["content"]}}
        return kept

    def account(self, entity: JsonObject) -> JsonObject:
        """Return an account with the keys of this server."""
        return {name: value for name, value in entity.items() if name not in self.missing_from_account}

    def notification(self, entity: JsonObject) -> JsonObject:
        """Return a notification with the keys of this server."""
        if self.name == "mastodon":
            return entity
        kept = {name: value for name, value in entity.items() if name not in {"group_key", "filtered"}}
        return kept | ({"pleroma": {"is_seen": False, "is_muted": False}} if self.name == "akkoma" else {})


_NEWER_STATUS = frozenset({"quotes_count", "quote", "quote_approval", "tagged_collections"})
_NEWER_ACCOUNT = frozenset(
    {
        "uri",
        "indexable",
        "avatar_description",
        "header_description",
        "hide_collections",
        "show_media",
        "show_media_replies",
        "show_featured",
        "noindex",
        "feature_approval",
        "roles",
    }
)

MASTODON = Flavour(
    name="mastodon",
    version="4.6.4",
    ids=Ids.NUMERIC,
    reset_form=ResetForm.ISO,
    max_characters=500,
    idempotent=True,
    policies=True,
    conversations_page_on_status=True,
    too_many="Too many requests",
    unknown_token="The access token is invalid",  # noqa: S106  an error's text
)
GOTOSOCIAL = Flavour(
    name="gotosocial",
    version="0.19.1+git-0000000",
    ids=Ids.ULID,
    reset_form=ResetForm.EPOCH,
    max_characters=5_000,
    idempotent=False,
    normalises=True,
    policies=False,
    conversations_page_on_status=True,
    too_many="rate limit reached",
    unknown_token="Unauthorized: token not supplied or not known",  # noqa: S106  an error's text
    missing_from_status=_NEWER_STATUS | {"filtered"},
    missing_from_account=_NEWER_ACCOUNT | {"last_status_at"},
)
AKKOMA = Flavour(
    name="akkoma",
    version="2.7.2 (compatible; Akkoma 3.10.4)",
    ids=Ids.FLAKE,
    reset_form=ResetForm.ABSENT,
    max_characters=5_000,
    idempotent=True,
    policies=False,
    conversations_page_on_status=False,
    too_many="Throttled",
    unknown_token="Invalid credentials.",  # noqa: S106  an error's text
    missing_from_status=_NEWER_STATUS | {"filtered"},
    missing_from_account=_NEWER_ACCOUNT | {"group", "discoverable"},
)
FLAVOURS = {flavour.name: flavour for flavour in (MASTODON, GOTOSOCIAL, AKKOMA)}
