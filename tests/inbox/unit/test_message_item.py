"""What a message costs to keep. DynamoDB counts names, values and a byte or three for each level of nesting.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from tests.builders import a_message, an_inbound
from watchdesk.core.account import Surface
from watchdesk.core.message import Author
from watchdesk.inbox.dynamodb.message_item import item_of

WRITE_UNIT = 1024
DID = "did:plc:" + "a" * 24
"""Bluesky's identifiers have this length; so have its record keys (13) and content digests (59) below."""
POST = f"at://{DID}/app.bsky.feed.post/" + "3" * 13


def a_reply_on_bluesky(**fields):
    body = an_inbound(
        POST,
        surface=Surface.REPLY,
        thread_id=POST.replace("a" * 24, "b" * 24),
        author=Author(id=DID, handle="a-walker.bsky.example", name="Anne Walker"),
        text="x" * 300,
        version="bafyrei" + "c" * 52,
        url=f"https://bsky.app/profile/{DID}/post/" + "3" * 13,
        **fields,
    )
    return item_of(a_message(body, account="selby-bluesky"))


def size(value):
    match value:
        case str():
            return len(value.encode())
        case dict():
            return 3 + sum(len(name) + size(each) + 1 for name, each in value.items())
    raise TypeError(type(value))


def of(item):
    return sum(len(name.encode()) + size(value) for name, value in item.items())


def disposed(item):
    """As `answer` leaves it."""
    at = item["deadline"]
    kept = {name: value for name, value in item.items() if not name.startswith("attention")}
    return kept | {"state": "disposed", "disposed_at": at, "disposed_account": "selby-bluesky"}


def test_a_message_of_300_characters_takes_one_write_unit_from_its_arrival_to_its_end():
    for in_reply_to in (POST.replace("a" * 24, "b" * 24), POST.replace("a" * 24, "d" * 24)):
        item = a_reply_on_bluesky(in_reply_to=in_reply_to)
        assert of(item) <= WRITE_UNIT
        assert of(disposed(item)) <= WRITE_UNIT


def test_nothing_that_the_key_says_is_said_again():
    values = [str(value) for name, value in a_reply_on_bluesky().items() if name not in ("pk", "url")]
    assert not any(POST in value for value in values)
