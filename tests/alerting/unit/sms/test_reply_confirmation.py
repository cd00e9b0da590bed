"""What people are told back fits one part, whatever the names and however many the alerts."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import NOON
from watchdesk.alerting.domain.alert import CODE_ALPHABET, CODE_LENGTH, Code
from watchdesk.alerting.sms import reply_confirmation
from watchdesk.alerting.sms.gsm7 import ONE_PART, is_gsm7, septets
from watchdesk.alerting.sms.reply_confirmation import AlertOutcome, ReplyOutcome, confirm
from watchdesk.register.domain.force import ZONE

LONDON = ZoneInfo(ZONE)
K7MX, R4TW = Code("K7MX"), Code("R4TW")
codes = st.text(CODE_ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH).map(Code)
standings = st.builds(
    ReplyOutcome,
    code=codes,
    outcome=st.sampled_from(AlertOutcome),
    by=st.text(max_size=60),
    at=st.none() | st.timedeltas(timedelta(days=-2), timedelta(days=2)).map(lambda ago: NOON + ago),
)


def fits_one_part(text):
    return is_gsm7(text) and septets(text) <= ONE_PART


def one(fate, **fields):
    return confirm([ReplyOutcome(code=K7MX, outcome=fate, **fields)], NOON, LONDON)


@pytest.mark.parametrize(
    "text",
    [
        reply_confirmation.HELP,
        reply_confirmation.NOT_UNDERSTOOD,
        reply_confirmation.NOTHING_TOLD,
        reply_confirmation.STARTED,
        reply_confirmation.STOPPED,
        reply_confirmation.STRANGER,
        reply_confirmation.unknown_code(K7MX),
        reply_confirmation.ambiguous_code(K7MX),
    ],
)
def test_every_fixed_answer_is_one_part(text):
    assert fits_one_part(text)


def test_a_stranger_is_told_of_no_alert():
    assert reply_confirmation.STRANGER == "This number is not read. In an emergency call 999, otherwise 101."


@given(told=st.lists(standings, max_size=30))
def test_every_confirmation_is_one_part(told):
    assert fits_one_part(confirm(told, NOON, LONDON))


@given(told=st.lists(standings, min_size=1, max_size=3, unique_by=lambda each: each.code))
def test_a_few_alerts_are_each_named(told):
    text = confirm(told, NOON, LONDON)
    assert all(each.code in text for each in told) or text.startswith(f"{len(told)} alerts:")


def test_alerts_that_stand_alike_are_told_together():
    told = [ReplyOutcome(code=code, outcome=AlertOutcome.YOURS, at=NOON) for code in (K7MX, R4TW)]
    assert confirm(told, NOON, LONDON) == "K7MX, R4TW: you have them since 12:00."


def test_more_than_fits_is_counted_and_every_one_counts():
    told = [ReplyOutcome(code=K7MX, outcome=AlertOutcome.YOURS, at=NOON)] * 40
    told += [ReplyOutcome(code=R4TW, outcome=AlertOutcome.ANOTHERS, by="Sgt Hale", at=NOON)] * 2
    assert confirm(told, NOON, LONDON) == "42 alerts: 40 yours, 2 another's."


def test_hundreds_of_alerts_of_every_fate_are_counted_in_one_part():
    told = [ReplyOutcome(code=K7MX, outcome=fate) for fate in AlertOutcome for _ in range(999)]
    assert fits_one_part(confirm(told, NOON, LONDON))


def test_times_are_those_on_the_wall_with_the_day_if_it_is_another():
    assert one(AlertOutcome.YOURS, at=NOON.replace(month=7)).endswith("13:00 on 02 Jul.")
    assert one(AlertOutcome.ANOTHERS, by="Sgt Hale", at=NOON) == "K7MX: Sgt Hale has it since 12:00."


def test_a_name_is_no_more_than_a_name():
    assert (
        one(AlertOutcome.ANOTHERS, by="{at} {0}\n\u201cHale\u201d", at=NOON)
        == 'K7MX: {at} {0} "Hale" has it since 12:00.'
    )


def test_nothing_told_is_said_to_be_nothing():
    assert confirm([], NOON, LONDON) == reply_confirmation.NOTHING_TOLD
