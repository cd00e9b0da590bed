"""A link is bound to one notification, one person and one expiry, in as few characters as a text can spare."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import NOON
from watchdesk.alerting.domain import signed_link
from watchdesk.alerting.domain.alert import ID_ALPHABET, ID_LENGTH, AlertId
from watchdesk.alerting.domain.notification import Notification
from watchdesk.alerting.domain.signed_link import LinkKey
from watchdesk.register.domain.person import PersonId

ALERT = AlertId("0123456789")
KEY = LinkKey("a", b"an invented signing key of some length")
TEXT = Notification(
    n=3, step=1, person=PersonId("sergeant"), expires_at=NOON + timedelta(hours=12), wanted_at=NOON
)


def is_good(token, notification=TEXT, key=KEY, now=NOON):
    return signed_link.is_valid(signed_link.parse_token(token), notification, key.secret, now)


def test_a_link_is_good_for_the_notification_it_was_made_for():
    token = signed_link.sign(ALERT, TEXT, KEY)
    assert (
        signed_link.parse_token(token).alert,
        signed_link.parse_token(token).n,
        signed_link.parse_token(token).kid,
    ) == (
        ALERT,
        3,
        "a",
    )
    assert is_good(token)


def test_a_link_is_bound_to_its_person_and_its_expiry():
    token = signed_link.sign(ALERT, TEXT, KEY)
    assert not is_good(token, replace(TEXT, person=PersonId("inspector")))
    assert not is_good(token, replace(TEXT, expires_at=TEXT.expires_at + timedelta(seconds=1)))


def test_a_link_is_bound_to_its_key():
    assert not is_good(signed_link.sign(ALERT, TEXT, KEY), key=LinkKey("a", b"another"))


def test_a_link_ends_at_its_expiry_exactly():
    token = signed_link.sign(ALERT, TEXT, KEY)
    assert is_good(token, now=TEXT.expires_at - timedelta(microseconds=1))
    assert not is_good(token, now=TEXT.expires_at)


def test_a_key_never_shows_its_secret():
    assert "invented" not in repr(KEY)


@given(
    alert=st.text(ID_ALPHABET, min_size=ID_LENGTH, max_size=ID_LENGTH),
    n=st.integers(0, 36**signed_link.LONGEST_NUMBER - 1),
    person=st.text(),
)
def test_every_link_leads_back_and_is_short_enough(alert, n, person):
    text = replace(TEXT, n=n, person=PersonId(person))
    token = signed_link.sign(AlertId(alert), text, KEY)
    assert len(token) <= signed_link.LONGEST_TOKEN
    assert (signed_link.parse_token(token).alert, signed_link.parse_token(token).n) == (alert, n)
    assert is_good(token, text)
