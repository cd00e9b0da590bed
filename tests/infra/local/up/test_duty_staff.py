"""The staff on duty, and how they answer automatically."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from infra.local.up.duty_staff import ANSWER_DELAY, AutomaticResponder
from infra.local.up.received_texts import ReceivedText
from infra.local.up.table_reader import AlertRow, TableSnapshot
from tests.builders import SELBY, a_policy, an_account
from tests.infra.local.up.example_staff import BROOK, SERGEANT, a_staff

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FIRST = AlertRow("0123456789", SELBY, "urgent", "CDFH", "open", 0, None)
SECOND = AlertRow("0123456788", SELBY, "urgent", "JKMN", "open", 2, None)


def a_text(alert, phone=SERGEANT.phone):
    link = f"http://127.0.0.1:4566/a/{alert.id}a0." + "x" * 22
    return ReceivedText(f"{alert.id} {phone}", phone, f"1 urgent overdue. {link}", NOW)


def test_each_rota_says_whose_phone_rings_and_the_last_resort_always_does():
    phones = a_staff().on_duty(NOW)

    assert phones == {
        "duty-desk": (SERGEANT.phone,),
        "inspector": (BROOK.phone,),
        "last resort": (BROOK.phone,),
    }


def test_an_alert_left_alone_is_answered_by_text_from_the_phone_that_was_texted_last():
    sent = []
    responder = AutomaticResponder(a_staff(sent))
    texts = [a_text(SECOND), a_text(SECOND, BROOK.phone)]
    tables = TableSnapshot(alerts=(FIRST, SECOND))

    said = list(responder.answer(tables, texts, NOW + ANSWER_DELAY))

    assert sent == [(BROOK.phone, "JKMN a")]
    assert said == ["Insp Brook texted back: JKMN a"]


def test_nobody_answers_twice():
    sent = []
    responder = AutomaticResponder(a_staff(sent))
    for _ in range(2):
        list(responder.answer(TableSnapshot(alerts=(FIRST, SECOND)), [a_text(SECOND)], NOW + ANSWER_DELAY))

    assert len(sent) == 1


def test_nobody_answers_before_the_phone_is_found_or_before_it_has_climbed():
    sent = []
    responder = AutomaticResponder(a_staff(sent))
    low = replace(SECOND, step=1)

    list(
        responder.answer(
            TableSnapshot(alerts=(FIRST, SECOND)), [a_text(SECOND)], NOW + ANSWER_DELAY - timedelta(seconds=1)
        )
    )
    list(responder.answer(TableSnapshot(alerts=(FIRST, low)), [a_text(low)], NOW + ANSWER_DELAY))

    assert sent == []


def test_what_is_acknowledged_is_left():
    sent = []
    taken = replace(SECOND, state="acknowledged")

    list(
        AutomaticResponder(a_staff(sent)).answer(
            TableSnapshot(alerts=(FIRST, taken)), [a_text(taken)], NOW + ANSWER_DELAY
        )
    )

    assert sent == []


def test_the_first_account_has_enough_steps_and_the_second_another_policy():
    staff = a_staff()
    short, long = an_account("york", policy="short"), an_account()
    register = replace(
        staff.register,
        accounts=(short, long),
        policies=(*staff.register.policies, a_policy(id="short", steps=a_policy().steps[:1])),
    )

    assert replace(staff, register=register).choose_two_accounts((short, long), 1) == (long, short)
