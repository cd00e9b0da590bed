"""What the notification policy of an account does with a notification from somebody."""

from collections.abc import Callable
from datetime import datetime, timedelta

from infra.local.simulators.mastodon.model import Account, Status

NEW_ACCOUNT = timedelta(days=30)
FILTERABLE = frozenset({"mention", "quote", "favourite", "reblog", "follow", "follow_request"})


def policy_decision(recipient: Account, sender: Account, kind: str, *, unasked: bool, now: datetime) -> str:
    """`accept`, `filter` or `drop`. `unasked`: a private mention that answers nothing of the recipient's."""
    if kind not in FILTERABLE or sender.id in recipient.permitted:
        return "accept"
    stranger = sender.id not in recipient.follows
    caught = {
        "for_not_following": stranger,
        "for_not_followers": recipient.id not in sender.follows,
        "for_new_accounts": stranger and now - sender.created_at < NEW_ACCOUNT,
        "for_private_mentions": stranger and unasked,
        "for_limited_accounts": stranger and sender.limited,
        "for_bots": stranger and sender.bot,
    }
    verdicts = {recipient.policy[name] for name, applies in caught.items() if applies}
    return next((verdict for verdict in ("drop", "filter") if verdict in verdicts), "accept")


def unasked_private(status: Status, recipient: Account, find: Callable[[str | None], Status | None]) -> bool:
    """Whether a private mention came out of the blue: nothing above it in the thread is the recipient's."""
    if status.visibility != "direct":
        return False
    above = find(status.reply_to)
    while above is not None:
        if above.account.id == recipient.id:
            return False
        above = find(above.reply_to)
    return True
