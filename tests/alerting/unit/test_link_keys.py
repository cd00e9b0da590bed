"""Which keys sign and check the links."""

import pytest

from watchdesk.alerting.domain.alert import CODE_ALPHABET, CODE_LENGTH, ID_ALPHABET, ID_LENGTH
from watchdesk.alerting.domain.signed_link import LinkKey
from watchdesk.alerting.link_keys import REFRESH_AFTER, StoredKeyRing
from watchdesk.alerting.random_ids import RandomAlertIds
from watchdesk.core.errors import NeedsAPerson

LONG = "x" * 32
OTHER = "y" * 48


class Secrets:
    """What is stored, and what was read of it before."""

    def __init__(self, **stored):
        self.stored, self._read, self.reads = stored, None, 0

    def read(self, name):
        assert name == "links"
        if self._read is None:
            self._read, self.reads = dict(self.stored), self.reads + 1
        return self._read

    def forget(self, name):
        assert name == "links"
        self._read = None


class Seconds:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_the_generated_secret_has_one_key():
    ring = StoredKeyRing(Secrets(current="a", a=LONG), "links")
    assert ring.current() == LinkKey("a", LONG.encode())
    assert ring.find("a") == ring.current()


def test_during_a_rotation_the_new_key_signs_and_both_are_good():
    ring = StoredKeyRing(Secrets(current="b", a=LONG, b=OTHER), "links")
    assert ring.current().kid == "b"
    assert (ring.find("a").secret, ring.find("b").secret) == (LONG.encode(), OTHER.encode())


def test_a_key_younger_than_what_was_read_is_found_at_once():
    secrets = Secrets(current="a", a=LONG)
    ring = StoredKeyRing(secrets, "links")
    ring.find("a")
    secrets.stored |= {"current": "b", "b": OTHER}
    assert ring.find("b") == LinkKey("b", OTHER.encode())


def test_made_up_keys_do_not_cost_a_call_each():
    secrets, seconds = Secrets(current="a", a=LONG), Seconds()
    ring = StoredKeyRing(secrets, "links", seconds)
    assert [ring.find("z") for _ in range(100)] == [None] * 100
    assert secrets.reads == 2
    seconds.now += REFRESH_AFTER
    assert ring.find("z") is None
    assert secrets.reads == 3


def test_the_name_of_the_current_key_is_no_key():
    assert StoredKeyRing(Secrets(current="a", a=LONG), "links").find("current") is None


@pytest.mark.parametrize(
    "stored",
    [{}, {"a": LONG}, {"current": "b", "a": LONG}, {"current": "current"}, {"current": "a", "a": "short"}],
)
def test_a_secret_that_names_no_good_key_needs_a_person(stored):
    with pytest.raises(NeedsAPerson):
        StoredKeyRing(Secrets(**stored), "links").current()


def test_identities_are_of_their_alphabets_and_do_not_repeat():
    ids = RandomAlertIds()
    drawn = {ids.alert() for _ in range(1000)}
    assert len(drawn) == 1000
    assert all(len(each) == ID_LENGTH and set(each) <= set(ID_ALPHABET) for each in drawn)
    assert all(
        len(each) == CODE_LENGTH and set(each) <= set(CODE_ALPHABET) for each in (ids.code() for _ in range(99))
    )
    assert ids.lease() != ids.lease()
