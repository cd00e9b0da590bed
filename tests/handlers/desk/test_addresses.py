"""The addresses of messages, and of places in lists of them."""

import pytest

from tests.builders import SELBY
from watchdesk.core.account import Surface
from watchdesk.core.errors import Unknown
from watchdesk.core.message import MessageKey
from watchdesk.desk.http.message_addresses import id_of, key_of, page_end_of, page_token

KEYS = [
    MessageKey(SELBY, Surface.MENTION, "at://did:plc:abc/app.bsky.feed.post/3k#2"),
    MessageKey(SELBY, Surface.DIRECT_MESSAGE, "é ✓ /..%2f?&"),
]


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_an_address_names_any_message_in_letters_that_every_path_holds(key):
    assert set(id_of(key)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert key_of(id_of(key)) == key


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_place_in_a_list_is_read_as_it_was_written(key, api):
    place = (api.room.clock.now(), key)
    assert page_end_of(page_token(place)) == place


def test_a_key_that_could_not_be_stored_names_nothing():
    with pytest.raises(Unknown):
        key_of(id_of(MessageKey(SELBY, Surface.MENTION, "x" * 2048)))
