"""The entities of the API with exactly the keys of Mastodon 4.6.4. A flavour leaves some of them out."""

from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.mastodon.content import Renderer, profile_url, tags_of
from infra.local.simulators.mastodon.model import Account, Conversation, Edition, Notification, Status, Upload
from infra.local.simulators.mastodon.network import MastodonNetwork
from infra.local.simulators.timestamps import timestamp_text

NOBODY_QUOTES = {"automatic": [], "manual": [], "current_user": "denied"}
ACCOUNT: JsonObject = {
    "note": "<p></p>",
    "hide_collections": None,
    "feature_approval": NOBODY_QUOTES,
    **dict.fromkeys(("avatar_description", "header_description"), ""),
    **dict.fromkeys(("locked", "indexable", "group", "noindex"), False),
    **dict.fromkeys(("discoverable", "show_media", "show_media_replies", "show_featured"), True),
    **{name: [] for name in ("emojis", "fields")},
}
"""The values that are the same for every account here."""
STATUS: JsonObject = {
    "quote_approval": NOBODY_QUOTES,
    **dict.fromkeys(("reblogs_count", "quotes_count"), 0),
    **dict.fromkeys(("favourited", "reblogged", "muted", "bookmarked"), False),
    **{name: [] for name in ("filtered", "emojis", "tagged_collections")},
    **dict.fromkeys(("reblog", "card", "poll")),
}
"""The values that are the same for every status here."""


class Entities:
    """Builds the JSON of accounts, statuses and other entities."""

    def __init__(self, network: MastodonNetwork) -> None:
        self._network = network
        self._server = f"https://{network.settings.domain}"

    def account(self, account: Account) -> JsonObject:
        last = account.last_published_at
        entity: JsonObject = ACCOUNT | {
            "id": account.id,
            "username": account.username,
            "acct": account.acct,
            "display_name": account.display_name,
            "bot": account.bot,
            "created_at": timestamp_text(account.created_at)[:10] + "T00:00:00.000Z",
            "url": profile_url(self._server, account),
            "uri": self._home(account),
            "followers_count": sum(account.id in each.follows for each in self._network.people.values()),
            "following_count": len(account.follows),
            "statuses_count": account.published,
            "last_status_at": last.date().isoformat() if last else None,
            **self._pictures(),
        }
        return self._network.flavour.account(entity | ({"roles": []} if account.domain is None else {}))

    def _home(self, account: Account) -> str:
        """Return the URI that identifies the account on all servers."""
        local = account.domain is None
        return (
            f"{self._server}/ap/users/{account.id}"
            if local
            else f"https://{account.domain}/users/{account.username}"
        )

    def _pictures(self) -> JsonObject:
        missing = f"{self._server}/{{}}s/original/missing.png"
        return {f"{what}{form}": missing.format(what) for what in ("avatar", "header") for form in ("", "_static")}

    def mention(self, account: Account) -> JsonObject:
        url = profile_url(self._server, account)
        return {"id": account.id, "username": account.username, "url": url, "acct": account.acct}

    def content(self, status: Status, edition: Edition) -> str:
        flavour = self._network.flavour
        is_akkoma = flavour.name == "akkoma"
        renderer = Renderer(self._server, status.mentions, akkoma=is_akkoma, normalises=flavour.normalises)
        return renderer.html(edition.text)

    def status(self, status: Status, *, nested: bool = False) -> JsonObject:
        parent = self._network.find(status.reply_to)
        quoted = None if nested else self._network.find(status.quote)
        entity: JsonObject = STATUS | {
            "id": status.id,
            "created_at": timestamp_text(status.created_at),
            "in_reply_to_id": status.reply_to,
            "in_reply_to_account_id": parent.account.id if parent else None,
            "sensitive": bool(status.spoiler),
            "spoiler_text": status.spoiler,
            "visibility": status.visibility,
            "language": status.language,
            "uri": f"{self._home(status.account)}/statuses/{status.id}",
            "url": f"{profile_url(self._server, status.account)}/{status.id}",
            "replies_count": len(self._network.replies.get(status.id, [])),
            "favourites_count": status.favourites,
            "edited_at": timestamp_text(status.edited_at) if status.edited_at else None,
            "content": self.content(status, status.editions[-1]),
            "account": self.account(status.account),
            "media_attachments": self.attachments(status),
            "mentions": [self.mention(each) for each in status.mentions],
            "tags": [{"name": tag, "url": f"{self._server}/tags/{tag}"} for tag in tags_of(status.text)],
            "quote": {"state": "accepted", "quoted_status": self.status(quoted, nested=True)} if quoted else None,
        }
        if status.application:
            entity["application"] = {"name": status.application, "website": None}
        return self._network.flavour.status(entity)

    def attachments(self, status: Status) -> list[JsonObject]:
        return [self.upload(self._network.uploads[each], ready=True) for each in status.media]

    def editions(self, status: Status) -> list[JsonObject]:
        return [
            {
                "content": self.content(status, edition),
                "spoiler_text": edition.spoiler,
                "sensitive": bool(edition.spoiler),
                "created_at": timestamp_text(edition.created_at),
                "account": self.account(status.account),
                "media_attachments": self.attachments(status),
                "emojis": [],
            }
            for edition in status.editions
        ]

    def notification(self, row: Notification) -> JsonObject:
        status = self._network.find(row.status)
        entity: JsonObject = {
            "id": row.id,
            "type": row.kind,
            "created_at": timestamp_text(row.created_at),
            "group_key": f"ungrouped-{row.id}",
            "account": self.account(row.sender),
        }
        entity |= {"filtered": True} if row.filtered else {}
        entity |= {"status": self.status(status)} if status else {}
        return self._network.flavour.notification(entity)

    def conversation(self, row: Conversation) -> JsonObject:
        last = self._network.find(row.statuses[-1]) if row.statuses else None
        return {
            "id": row.id,
            "unread": row.unread,
            "accounts": [self.account(self._network.people[each]) for each in row.others],
            "last_status": self.status(last) if last else None,
        }

    def upload(self, upload: Upload, *, ready: bool) -> JsonObject:
        base = f"{self._server}/system/media_attachments/files/{upload.id}"
        size = {"width": 1080, "height": 1350, "size": "1080x1350", "aspect": 0.8}
        small = {"width": 429, "height": 536, "size": "429x536", "aspect": 429 / 536}
        return {
            "id": upload.id,
            "type": upload.kind,
            "url": f"{base}/original.png" if ready else None,
            "preview_url": f"{base}/small.png",
            "remote_url": None,
            "preview_remote_url": None,
            "text_url": None,
            "meta": {"focus": {"x": 0.0, "y": 0.0}, "original": size, "small": small},
            "description": upload.description,
            "blurhash": "UPN1Ddxup{IT9an~.8RjK-oy%gkE%#W?i^t6",
        }
