"""Tiny months, made by hand."""

from datetime import timedelta

from infra.rehearsal.months.month import Arrival, Month
from tests.builders import SELBY
from tests.fakes import NOON
from watchdesk.core.account import AccountId, Surface


def an_arrival(native_id="1", *, minute=0, account=SELBY, handled=None, **fields):
    """A mention that is seen in the instant in which it is sent; minutes count from noon."""
    at = NOON + timedelta(minutes=minute)
    given = {
        "seen_at": at,
        "sent_at": at,
        "account": AccountId(account),
        "surface": Surface.MENTION,
        "native_id": native_id,
        "text": "There is a tree across the road",
        "handled_at": None if handled is None else NOON + timedelta(minutes=handled),
    }
    return Arrival(**given | fields)


def a_month(*arrivals, hours=24):
    """Of which it is known when everything was handled: no desk is invented for it."""
    return Month(
        name="a tiny month",
        start=NOON,
        end=NOON + timedelta(hours=hours),
        arrivals=arrivals,
        count=len(arrivals),
        is_recorded=True,
    )
