"""What one run must have seen to count as proof."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.up.function_logs import FunctionFailure
from infra.local.up.proof_observations import LinkAcknowledgement, ProofObservations, TextAcknowledgement
from infra.local.up.proof_report import proof_report
from infra.local.up.received_texts import ReceivedText
from infra.local.up.table_reader import AccountRow, AlertRow, DeliveryRow, MessageRow, TableSnapshot
from watchdesk.core.account import AccountId, Surface
from watchdesk.core.message import MessageKey

DEADLINE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LINK = "http://127.0.0.1:4566/_aws/execute-api/0a1b2c3d/a/0123456789a0." + "x" * 22
MESSAGE = MessageRow(MessageKey(AccountId("selby"), Surface.MENTION, "1"), "urgent", "unread", DEADLINE, "help")
BY_LINK = AlertRow("0123456789", "selby", "urgent", "CDFH", "acknowledged", 0, "control-room")
BY_TEXT = AlertRow("0123456788", "york", "urgent", "JKMN", "acknowledged", 2, "duty-inspector")


def a_text(seconds):
    return ReceivedText(
        f"text-{seconds}", "+447700900101", f"1 urgent. {LINK}", DEADLINE + timedelta(seconds=seconds)
    )


DELIVERIES = (
    DeliveryRow("4f2a", "selby-bluesky", "published"),
    DeliveryRow("4f2a", "selby-mastodon", "published"),
)
PROOF = ProofObservations(
    written=1,
    polled=1,
    sight=TableSnapshot((MESSAGE,), (BY_LINK, BY_TEXT), (AccountRow("selby", DEADLINE, ""),), DELIVERIES),
    texts=(a_text(40), a_text(41)),
    to_people_on_duty=2,
    deadline=DEADLINE,
    by_link=LinkAcknowledgement(
        alert="0123456789", at=DEADLINE + timedelta(seconds=45), shown=200, open_after_look=True, status=200
    ),
    by_text=TextAcknowledgement(
        alert="0123456788", phone="+447700900101", at=DEADLINE + timedelta(seconds=50), step=2
    ),
    told_back=1,
    quiet_for=timedelta(seconds=95),
    handed_in=2,
    unconfirmed=frozenset({"selby-mastodon"}),
    shown_times=(1, 1),
    seconds_to_up=20.04,
    seconds=260.26,
)


def problems(**changes):
    return proof_report(replace(PROOF, **changes))["problems"]


def test_a_message_a_text_an_answer_and_silence_are_proof():
    assert proof_report(PROOF) == {
        "ok": True,
        "messages_written": 1,
        "messages_stored": 1,
        "accounts_watched": 1,
        "accounts_polled": 1,
        "texts": 2,
        "seconds_from_deadline_to_text": 40.0,
        "texts_to_people_on_duty": 2,
        "steps_climbed": 2,
        "answered_by": {"link": "control-room", "text": "duty-inspector"},
        "texts_after_acknowledgement": 0,
        "quiet_seconds": 95.0,
        "posts_published": 2,
        "posts_doubled": 0,
        "unconfirmed_resolved": 1,
        "function_errors": 0,
        "seconds_to_up": 20.0,
        "seconds": 260.3,
        "problems": [],
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"written": 2}, "1 of 2 messages are stored"),
        ({"polled": 2}, "1 of 2 accounts are watched"),
        ({"texts": (), "to_people_on_duty": 0}, "no text came"),
        ({"texts": (replace(a_text(40), words="1 urgent"),), "to_people_on_duty": 1}, "the text holds no link"),
        ({"deadline": None}, "no message has the deadline the text was about"),
        ({"texts": (a_text(-1),), "to_people_on_duty": 1}, "the text came before the deadline"),
        ({"to_people_on_duty": 1}, "1 texts went to people who were not on duty"),
        ({"by_link": None}, "nobody could answer by the link"),
        ({"by_link": replace(PROOF.by_link, shown=404)}, "looking at the link answered 404"),
        (
            {"by_link": replace(PROOF.by_link, open_after_look=False)},
            "looking at the link acknowledged the alert",
        ),
        ({"by_link": replace(PROOF.by_link, status=500)}, "acknowledging answered 500"),
        (
            {"sight": replace(PROOF.sight, alerts=(BY_TEXT,))},
            "the alert answered by the link is not acknowledged",
        ),
        ({"by_text": None}, "nobody could answer by text"),
        ({"by_text": replace(PROOF.by_text, step=1)}, "the alert that was left alone climbed 1 steps"),
        (
            {"sight": replace(PROOF.sight, alerts=(BY_LINK,))},
            "the alert answered by text is not acknowledged",
        ),
        ({"told_back": 0}, "0 texts answered the reply"),
        ({"texts": (a_text(40), a_text(60))}, "1 texts came after the acknowledgement"),
        ({"quiet_for": timedelta()}, "nobody waited to see whether more texts come"),
        ({"handed_in": 0}, "no post was handed in"),
        ({"handed_in": 3}, "2 of 3 deliveries are published"),
        ({"shown_times": (1, 0)}, "the public does not see the post on every account"),
        ({"shown_times": (1, 2)}, "the public sees the post more than once on 1 accounts"),
        ({"unconfirmed": frozenset()}, "1 answer was lost, and 0 unconfirmed deliveries were found again"),
        ({"failures": (FunctionFailure("EscalateAlerts", "AccessDenied"),)}, "the functions logged 1 errors"),
    ],
)
def test_whatever_is_missing_is_said_and_is_no_proof(changes, expected):
    assert problems(**changes) == [expected]
    assert not proof_report(replace(PROOF, **changes))["ok"]


def test_a_text_at_the_moment_of_the_answer_was_on_its_way():
    assert problems(texts=(a_text(50),), to_people_on_duty=1) == []


def test_an_account_that_was_never_read_to_its_end_is_not_watched():
    sight = replace(PROOF.sight, accounts=(AccountRow("selby", None, "auth_reconnect"),))

    assert problems(sight=sight) == ["0 of 1 accounts are watched"]


def test_a_run_that_came_to_nothing_says_so_without_failing():
    verdict = proof_report(ProofObservations(written=0, polled=3, sight=TableSnapshot()))

    assert verdict["problems"] == ["0 of 3 accounts are watched", "no text came", "no post was handed in"]
    assert verdict["texts_after_acknowledgement"] is None
