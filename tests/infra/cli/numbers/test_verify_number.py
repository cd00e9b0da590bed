"""A number is proved by reading back the code that was sent to it: the right one, in time, once."""

from datetime import timedelta

import pytest

from infra.cli.numbers.codes import LIFE, TRIES
from infra.cli.numbers.verify_number import CodeResult, NumberVerifier, code_text
from infra.cli.numbers.verify_number import test_text as text_of_a_test
from tests.builders import a_person
from tests.fakes import NOON, FakeClock, FakeRegister
from tests.fakes.number_codes import FakeCodeStore
from tests.fakes.texts import Phones
from watchdesk.alerting.sms.gsm7 import ONE_PART, septets
from watchdesk.core.errors import Refused, Unconfirmed
from watchdesk.register.domain.phone_number import without_number_facts

SERGEANT = without_number_facts(a_person())
OTHER_PHONE = without_number_facts(a_person(phone="+447700900009"))


class Desk:
    def __init__(self):
        self.clock = FakeClock(NOON)
        self.register = FakeRegister(SERGEANT)
        self.phones = Phones([SERGEANT, OTHER_PHONE])
        self.codes = iter(f"00{n}42{n}" for n in range(10))
        self.shelf = FakeCodeStore()
        self.check = NumberVerifier(
            codes=self.shelf,
            channel=self.phones,
            numbers=self.register.numbers,
            clock=self.clock,
            force="Ridings",
            new_code=lambda: next(self.codes),
        )

    @property
    def is_proved(self):
        return self.register.person(SERGEANT.id).proved_at is not None


@pytest.fixture
def desk():
    desk = Desk()
    desk.check.send(SERGEANT)
    return desk


def test_the_code_that_arrived_proves_the_number(desk):
    words = desk.phones.expect("sergeant").words
    assert (
        words
        == "Ridings: 000420 is your Watchdesk code. Tell it to whoever set up this phone, and to nobody else."
    )
    assert desk.check.confirm(SERGEANT, words.split()[1]) is CodeResult.PROVED
    assert desk.register.person(SERGEANT.id).proved_at == NOON


def test_a_code_may_be_typed_with_blanks_as_it_is_read_aloud(desk):
    assert desk.check.confirm(SERGEANT, " 000 420 ") is CodeResult.PROVED


@pytest.mark.parametrize("code", ["000421", "", "00042", "0004200", "000 42O", "000420" * 1000])
def test_another_code_proves_nothing(desk, code):
    assert desk.check.confirm(SERGEANT, code) is CodeResult.WRONG
    assert not desk.is_proved


def test_a_code_works_once(desk):
    assert desk.check.confirm(SERGEANT, "000420") is CodeResult.PROVED
    assert desk.check.confirm(SERGEANT, "000420") is CodeResult.NOTHING_SENT


@pytest.mark.parametrize(
    ("waited", "verdict"), [(LIFE - timedelta(seconds=1), CodeResult.PROVED), (LIFE, CodeResult.LATE)]
)
def test_a_code_lives_for_ten_minutes(desk, waited, verdict):
    desk.clock.advance(seconds=waited.total_seconds())
    assert desk.check.confirm(SERGEANT, "000420") is verdict
    assert desk.is_proved is (verdict is CodeResult.PROVED)


def test_the_right_code_after_five_wrong_ones_is_too_late(desk):
    for _ in range(TRIES):
        assert desk.check.confirm(SERGEANT, "999999") is CodeResult.WRONG
    assert desk.check.confirm(SERGEANT, "000420") is CodeResult.NOTHING_SENT
    assert not desk.is_proved


def test_the_fifth_try_may_be_the_right_one(desk):
    for _ in range(TRIES - 1):
        desk.check.confirm(SERGEANT, "999999")
    assert desk.check.confirm(SERGEANT, "000420") is CodeResult.PROVED


def test_a_later_code_takes_the_place_of_the_earlier(desk):
    desk.check.send(SERGEANT)
    assert desk.check.confirm(SERGEANT, "000420") is CodeResult.WRONG
    assert desk.check.confirm(SERGEANT, "001421") is CodeResult.PROVED


def test_a_code_proves_no_number_but_the_one_it_was_sent_to(desk):
    assert desk.check.confirm(OTHER_PHONE, "000420") is CodeResult.ANOTHER_NUMBER
    assert not desk.is_proved


def test_nothing_is_proved_without_a_code(desk):
    assert desk.check.confirm(a_person("constable"), "000420") is CodeResult.NOTHING_SENT


def test_a_text_whose_answer_was_lost_may_have_arrived_and_its_code_counts(desk):
    desk.phones.trouble(Unconfirmed("the answer was lost"), arrives=True)
    with pytest.raises(Unconfirmed):
        desk.check.send(SERGEANT)
    assert desk.check.confirm(SERGEANT, "001421") is CodeResult.PROVED


def test_a_number_that_takes_no_text_is_not_proved(desk):
    desk.phones.trouble(Refused("no such number"))
    with pytest.raises(Refused):
        desk.check.send(SERGEANT)
    assert not desk.is_proved


def test_neither_the_code_nor_the_number_is_kept(desk):
    kept = str(desk.shelf.codes)
    assert "000420" not in kept
    assert SERGEANT.phone not in kept


def test_codes_are_six_digits_and_never_the_same_twice_in_a_row():
    check = NumberVerifier(
        codes=FakeCodeStore(), channel=Phones([]), numbers=None, clock=FakeClock(), force="Ridings"
    )
    codes = {check.new_code() for _ in range(20)}
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert len(codes) > 15
    assert len({check.new_salt() for _ in range(20)}) == 20


def test_a_test_asks_for_nothing(desk):
    desk.phones.expect("sergeant")
    desk.check.test(SERGEANT)
    assert "this is a test" in desk.phones.expect("sergeant").words
    assert not desk.is_proved


@pytest.mark.parametrize("text", [code_text("W" * 11, "000000"), text_of_a_test("W" * 11)])
def test_both_texts_fit_one_part_whatever_the_force_is_called(text):
    assert septets(text) <= ONE_PART
