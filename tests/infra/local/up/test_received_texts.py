"""A received text gives the link in it."""

from datetime import UTC, datetime

from infra.local.up.received_texts import ReceivedText


def a_text(body):
    return ReceivedText("1", "+447700900101", body, datetime(2026, 3, 2, tzinfo=UTC))


def test_the_link_of_a_text_is_the_one_that_acknowledges():
    link = "http://127.0.0.1:4566/_aws/execute-api/0a1b2c3d/a/0123456789a1." + "x" * 22
    text = a_text(f"NY Desk CDFH: 1 urgent overdue, see https://police.example. {link}")

    assert text.link == link
    assert text.link_token.alert == "0123456789"
    assert text.link_token.n == 1


def test_a_text_without_a_link_claims_nothing():
    text = a_text("NY Desk CDFH: 1 urgent overdue")

    assert text.link is None
    assert text.link_token is None
