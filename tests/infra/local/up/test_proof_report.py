"""What one run must have observed to count as a proof."""

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
    messages_written=1,
    accounts_polled=1,
    tables=TableSnapshot((MESSAGE,), (BY_LINK, BY_TEXT), (AccountRow("selby", DEADLINE, ""),), DELIVERIES),
    alert_texts=(a_text(40), a_text(41)),
    texts_to_people_on_duty=2,
    deadline=DEADLINE,
    link_acknowledgement=LinkAcknowledgement(
        alert="0123456789",
        at=DEADLINE + timedelta(seconds=45),
        look_status=200,
        open_after_look=True,
        acknowledge_status=200,
    ),
    text_acknowledgement=TextAcknowledgement(
        alert="0123456788", phone="+447700900101", at=DEADLINE + timedelta(seconds=50), step=2
    ),
    confirmations=1,
    quiet_for=timedelta(seconds=95),
    deliveries_requested=2,
    unconfirmed_accounts=frozenset({"selby-mastodon"}),
    times_shown=(1, 1),
    seconds_to_up=20.04,
    seconds=260.26,
)


def problems(**changes):
    return proof_report(replace(PROOF, **changes))["problems"]


def test_a_message_a_text_an_answer_and_no_further_text_are_a_proof():
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
        ({"messages_written": 2}, "1 of 2 messages are stored"),
        ({"accounts_polled": 2}, "1 of 2 accounts are watched"),
        ({"alert_texts": (), "texts_to_people_on_duty": 0}, "no text arrived"),
        (
            {"alert_texts": (replace(a_text(40), body="1 urgent"),), "texts_to_people_on_duty": 1},
            "the text contains no link",
        ),
        ({"deadline": None}, "no message has the deadline that the text was about"),
        ({"alert_texts": (a_text(-1),), "texts_to_people_on_duty": 1}, "the text arrived before the deadline"),
        ({"texts_to_people_on_duty": 1}, "1 texts went to people who were not on duty"),
        ({"link_acknowledgement": None}, "nobody could answer by the link"),
        (
            {"link_acknowledgement": replace(PROOF.link_acknowledgement, look_status=404)},
            "opening the link returned 404",
        ),
        (
            {"link_acknowledgement": replace(PROOF.link_acknowledgement, open_after_look=False)},
            "opening the link acknowledged the alert",
        ),
        (
            {"link_acknowledgement": replace(PROOF.link_acknowledgement, acknowledge_status=500)},
            "acknowledging by the link returned 500",
        ),
        (
            {"tables": replace(PROOF.tables, alerts=(BY_TEXT,))},
            "the alert answered by the link is not acknowledged",
        ),
        ({"text_acknowledgement": None}, "nobody could answer by text"),
        (
            {"text_acknowledgement": replace(PROOF.text_acknowledgement, step=1)},
            "the alert that nobody answered climbed 1 steps",
        ),
        (
            {"tables": replace(PROOF.tables, alerts=(BY_LINK,))},
            "the alert answered by text is not acknowledged",
        ),
        ({"confirmations": 0}, "0 texts answered the reply"),
        ({"alert_texts": (a_text(40), a_text(60))}, "1 texts arrived after the acknowledgement"),
        ({"quiet_for": timedelta()}, "the run did not wait for late texts"),
        ({"deliveries_requested": 0}, "no post was submitted"),
        ({"deliveries_requested": 3}, "2 of 3 deliveries are published"),
        ({"times_shown": (1, 0)}, "the public does not see the post on every account"),
        ({"times_shown": (1, 2)}, "the public sees the post more than once on 1 accounts"),
        (
            {"unconfirmed_accounts": frozenset()},
            "1 response was lost, but 0 unconfirmed deliveries were found again",
        ),
        ({"failures": (FunctionFailure("EscalateAlerts", "AccessDenied"),)}, "the functions logged 1 errors"),
    ],
)
def test_whatever_is_missing_is_said_and_is_no_proof(changes, expected):
    assert problems(**changes) == [expected]
    assert not proof_report(replace(PROOF, **changes))["ok"]


def test_a_text_at_the_moment_of_the_answer_was_on_its_way():
    assert problems(alert_texts=(a_text(50),), texts_to_people_on_duty=1) == []


def test_an_account_that_was_never_read_to_its_end_is_not_watched():
    tables = replace(PROOF.tables, accounts=(AccountRow("selby", None, "auth_reconnect"),))

    assert problems(tables=tables) == ["0 of 1 accounts are watched"]


def test_a_run_that_came_to_nothing_says_so_without_failing():
    report = proof_report(ProofObservations(messages_written=0, accounts_polled=3, tables=TableSnapshot()))

    assert report["problems"] == ["0 of 3 accounts are watched", "no text arrived", "no post was submitted"]
    assert report["texts_after_acknowledgement"] is None
