"""The effects of a new status, an edit and a deletion on notifications and conversations."""

from infra.local.simulators.mastodon.model import Account, Conversation, Edition, Notification, Status
from infra.local.simulators.mastodon.policies import is_unsolicited_private, policy_decision
from infra.local.simulators.mastodon.state import MastodonState


def apply_publication(network: MastodonState, status: Status) -> None:
    """Notify the mentioned and the quoted accounts, and update conversations."""
    author = status.account
    author.published, author.last_published_at = author.published + 1, status.created_at
    for recipient in status.mentions:
        notify(network, recipient, "mention", status.account, status)
    quoted = network.find(status.quote)
    if quoted is not None:
        notify(network, quoted.account, "quote", status.account, status)
    if status.visibility == "direct":
        for participant in {account.id: account for account in (status.account, *status.mentions)}.values():
            _converse(network, participant, status)


def notify(network: MastodonState, recipient: Account, kind: str, sender: Account, status: Status | None) -> None:
    if not recipient.official or recipient is sender:
        return
    now = network.clock.now()
    decision = "accept"
    if network.flavour.policies:
        unsolicited = status is not None and is_unsolicited_private(status, recipient, network.find)
        decision = policy_decision(recipient, sender, kind, unsolicited=unsolicited, now=now)
    if decision == "drop":
        return
    notification = Notification(
        id=network.ids.of_row(now),
        kind=kind,
        sender=sender,
        status=status.id if status else None,
        created_at=network.clock.tick(),
        visible_at=network.visible_at(),
        filtered=decision == "filter",
    )
    network.notifications[recipient.id].append(notification)


def _converse(network: MastodonState, me: Account, status: Status) -> None:
    if not me.official:
        return
    others = tuple(sorted({account.id for account in (status.account, *status.mentions)} - {me.id}))
    mine = network.conversations[me.id]
    same = (row for row in mine if (row.thread, row.others) == (status.thread, others))
    conversation = next(same, None)
    if conversation is None:
        row = network.ids.of_row(network.clock.now())
        conversation = Conversation(id=row, thread=status.thread, others=others)
        mine.append(conversation)
    conversation.statuses.append(status.id)
    conversation.unread = status.account is not me


def apply_edit(network: MastodonState, status: Status, text: str, spoiler: str) -> None:
    """Store the new wording. Nobody is notified of an edit."""
    status.text, status.spoiler, status.edited_at = text, spoiler, network.clock.tick()
    status.editions.append(Edition(text=text, spoiler=spoiler, created_at=status.edited_at))


def apply_deletion(network: MastodonState, status: Status) -> None:
    """Delete a status with its notifications. A conversation then ends with the status before."""
    del network.statuses[status.id]
    for recipient, rows in network.notifications.items():
        network.notifications[recipient] = [row for row in rows if row.status != status.id]
    for conversations in network.conversations.values():
        for conversation in conversations:
            if status.id in conversation.statuses:
                conversation.statuses.remove(status.id)
    if status.reply_to is not None and status.id in network.replies[status.reply_to]:
        network.replies[status.reply_to].remove(status.id)
