"""Things with defaults for all that a test does not care about."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.fakes.clock import NOON
from watchdesk.core.account import Account, AccountId, AccountState, Platform, PolicyId, Surface
from watchdesk.core.counted_from import CountedFrom
from watchdesk.core.message import Author, Inbound, Message, MessageKey, OwnReply, Unreadable, Urgency
from watchdesk.inbox.domain.feed_state import BlindPeriod, FeedName, FeedState, ScheduledPoll
from watchdesk.register.domain.force import Force, ForceId
from watchdesk.register.domain.officer import AttributionForm, Officer
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.domain.policy import EscalationStep, Policy, TimeLimit, TriageRule
from watchdesk.register.domain.rota import Rota, RotaId

SELBY = AccountId("selby-mastodon")
DUTY = RotaId("duty-desk")
INSPECTOR = RotaId("inspector")


def a_force(**fields: Any) -> Force:
    given: dict[str, Any] = {
        "id": "ridings",
        "name": "Ridings Police",
        "short_name": "Ridings",
        "last_resort": "control-room",
    }
    merged = given | fields
    return Force(**merged | {"id": ForceId(merged["id"]), "last_resort": PersonId(merged["last_resort"])})


def an_account(identity: str = SELBY, **fields: Any) -> Account:
    given: dict[str, Any] = {
        "id": AccountId(identity),
        "name": "Selby Mastodon",
        "district": "selby",
        "platform": Platform.MASTODON,
        "handle": "selby@social.example",
        "server": "https://social.example",
        "state": AccountState.ACTIVE,
        "policy": PolicyId("ordinary"),
        "secret": f"watchdesk/test/mastodon/{identity}",
        "surfaces": frozenset({Surface.MENTION, Surface.REPLY, Surface.DIRECT_MESSAGE}),
        "poll_every": timedelta(minutes=1),
        "backfill": timedelta(days=30),
    }
    return Account(**given | fields)


def a_policy(**fields: Any) -> Policy:
    """Urgent in half an hour, priority in two, anything else in eight; the duty desk, then the inspector."""
    limits = {
        Urgency.URGENT: timedelta(minutes=30),
        Urgency.PRIORITY: timedelta(hours=2),
        Urgency.ROUTINE: timedelta(hours=8),
    }
    given: dict[str, Any] = {
        "id": PolicyId("ordinary"),
        "limits": tuple(TimeLimit(urgency=urgency, first_look=limit) for urgency, limit in limits.items()),
        "steps": (
            EscalationStep(notify=DUTY, wait=timedelta(minutes=15)),
            EscalationStep(notify=INSPECTOR, wait=timedelta(minutes=15)),
        ),
        "triage": (TriageRule(name="weapon", urgency=Urgency.URGENT, phrases=("knife", "gun")),),
    }
    return Policy(**given | fields)


def a_rota(identity: str = DUTY, *people: str) -> Rota:
    return Rota(id=RotaId(identity), people=tuple(PersonId(each) for each in people or ("sergeant",)))


def a_person(identity: str = "sergeant", phone: str = "+447700900001", **fields: Any) -> Person:
    given: dict[str, Any] = {
        "id": PersonId(identity),
        "name": identity.title(),
        "phone": phone,
        "proved_at": NOON - timedelta(days=30),
    }
    return Person(**given | fields)


def an_officer(subject: str = "jane-subject", **fields: Any) -> Officer:
    given: dict[str, Any] = {
        "subject": subject,
        "first_name": "Jane",
        "last_name": "Smith",
        "role": "PC",
        "district": "Selby",
        "allowed": frozenset({AttributionForm.FULL, AttributionForm.ROLE_ONLY}),
    }
    return Officer(**given | fields)


def an_inbound(native_id: str = "1001", **fields: Any) -> Inbound:
    """A mention that starts its own thread, sent at noon."""
    given: dict[str, Any] = {
        "surface": Surface.MENTION,
        "native_id": native_id,
        "thread_id": native_id,
        "author": Author(id="42", handle="walker@fells.example", name="A. Walker"),
        "text": "There is a tree across the Selby road.",
        "sent_at": NOON,
        "version": "1",
    }
    return Inbound(**given | fields)


def an_unreadable(native_id: str = "1002", **fields: Any) -> Unreadable:
    given: dict[str, Any] = {
        "surface": Surface.MENTION,
        "native_id": native_id,
        "raw": '{"id": "1002", "created_at": null}',
        "problem": "created_at: not a time",
    }
    return Unreadable(**given | fields)


def a_message(body: Inbound | Unreadable | None = None, *, account: str = SELBY, **fields: Any) -> Message:
    """Stored as it arrived: first seen a minute after it was sent, routine, due eight hours after it was sent."""
    body = body or an_inbound()
    readable = isinstance(body, Inbound)
    sent_at: datetime = body.sent_at if isinstance(body, Inbound) else NOON
    given: dict[str, Any] = {
        "key": MessageKey(AccountId(account), body.surface, body.native_id),
        "body": body,
        "version": body.version if isinstance(body, Inbound) else "unread",
        "first_seen_at": sent_at + timedelta(minutes=1),
        "urgency": Urgency.ROUTINE,
        "reason": "no rule matched",
        "deadline": sent_at + timedelta(hours=8),
        "counted_from": CountedFrom.SENT if readable else CountedFrom.FIRST_SEEN_UNREADABLE,
    }
    return Message(**given | fields)


def edited(message: Message, version: str, text: str = "The tree is gone.", **fields: Any) -> Message:
    """The same message as a later poll shows it, a minute after it was first seen unless said otherwise."""
    readable = message.body if isinstance(message.body, Inbound) else an_inbound(message.key.native_id)
    body = replace(readable, version=version, text=text)
    given: dict[str, Any] = {
        "body": body,
        "version": version,
        "first_seen_at": message.first_seen_at + timedelta(minutes=1),
    }
    return replace(message, **given | fields)


def an_own_reply(answers: str | None = None, thread_id: str | None = None, **fields: Any) -> OwnReply:
    given: dict[str, Any] = {"native_id": "9001", "sent_at": NOON + timedelta(hours=1)}
    return OwnReply(answers=answers, thread_id=thread_id, **given | fields)


def a_scheduled_poll(account: str = SELBY, **fields: Any) -> ScheduledPoll:
    given: dict[str, Any] = {"account": AccountId(account), "next_poll_at": NOON}
    return ScheduledPoll(**given | fields)


def a_feed_state(account: str = SELBY, feed: str = "notifications", **fields: Any) -> FeedState:
    given: dict[str, Any] = {
        "account": AccountId(account),
        "feed": FeedName(feed),
        "surfaces": frozenset({Surface.MENTION}),
        "connected_at": NOON,
    }
    return FeedState(**given | fields)


def a_blind_period(account: str = SELBY, feed: str = "notifications", **fields: Any) -> BlindPeriod:
    given: dict[str, Any] = {
        "account": AccountId(account),
        "feed": FeedName(feed),
        "start": NOON,
        "end": NOON + timedelta(hours=1),
        "closed_at": NOON + timedelta(hours=1),
        "cause": "transient",
    }
    return BlindPeriod(**given | fields)
