"""People text back, and the alert they mean is taken, passed up or closed; whoever else does changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.answering import MORE_STRANGERS, STRANGER, AnsweringDesk
from tests.builders import DUTY, a_person, a_rota, an_account
from tests.desk import SERGEANT
from tests.fakes.texts import CountedAlertIds
from watchdesk.domain import confirmation
from watchdesk.domain.alert import ACKNOWLEDGEMENT_HOLDS, AlertState, EventKind, Group
from watchdesk.domain.errors import TryLater, Unconfirmed
from watchdesk.domain.message import MessageState, Urgency
from watchdesk.domain.person import PersonId
from watchdesk.domain.policy import Policy
from watchdesk.domain.rota import Rota, RotaId
from watchdesk.usecases.answer_texts import MOST_CONFIRMATIONS, MOST_HELP, MOST_TO_STRANGERS, Outcome
from watchdesk.usecases.obey_answer import CLOSED_HOLDS, RECENT, REMEMBERED


@pytest.fixture
def desk() -> Iterator[AnsweringDesk]:
    """Every text that a test has not asked for fails it."""
    desk = AnsweringDesk()
    yield desk
    desk.expects_silence()


@pytest.fixture
def told(desk):
    """The sergeant has just been texted about one urgent message, at 12:30."""
    desk.receives()
    desk.tick(30)
    return desk.expects_text("sergeant")


def words_to(desk, person="sergeant"):
    return desk.expects_text(person).words


def a_second_alert(desk):
    """On another account, told to the control room until its policy is known; here to the sergeant."""
    desk.receives("2", urgency=Urgency.PRIORITY, limit=timedelta(minutes=1))
    desk.tick(3)
    desk.expects_text("sergeant")


def test_a_code_takes_its_alert_as_the_link_does(desk, told):
    assert desk.replies("sergeant", "k7mx").outcome is Outcome.OBEYED
    assert (desk.alert.state, desk.alert.acknowledged_by) == (AlertState.ACKNOWLEDGED, "sergeant")
    assert desk.alert.attention_at == desk.clock.now() + ACKNOWLEDGEMENT_HOLDS[Group.URGENT]
    assert words_to(desk) == "K7MX: you have it since 12:30."
    desk.tick(29)


def test_a_bare_word_takes_the_latest_alert_one_was_told_of(desk, told):
    a_second_alert(desk)
    desk.replies("sergeant", "Ok.")
    assert words_to(desk) == "R4TW: you have it since 12:33."
    first, second = desk.alerts.alerts
    assert (first.state, second.state) == (AlertState.OPEN, AlertState.ACKNOWLEDGED)


@pytest.fixture
def bundle(desk):
    """One text told the sergeant of an alert on each of two accounts; then one more alert came."""
    desk.register.put(an_account("malton-mastodon", name="Malton Mastodon"))
    desk.receives("1")
    desk.receives("9", account="malton-mastodon")
    desk.tick(30)
    desk.expects_text("sergeant")
    a_second_alert(desk)


def fates(desk):
    return [alert.acknowledged_by for alert in desk.alerts.alerts]


def test_the_code_that_leads_a_text_takes_all_it_told_of_as_its_link_does(desk, bundle):
    desk.replies("sergeant", "K7MX")
    assert words_to(desk) == "K7MX, R4TW: you have them since 12:33."
    assert fates(desk) == ["sergeant", "sergeant", None]


def test_any_other_code_in_a_text_takes_its_own_alert(desk, bundle):
    desk.replies("sergeant", "R4TW")
    assert words_to(desk) == "R4TW: you have it since 12:33."
    assert fates(desk) == [None, "sergeant", None]


@pytest.mark.parametrize("action", ["e", "c"])
def test_to_pass_up_or_close_the_alert_that_leads_a_text_touches_no_other(desk, bundle, action):
    before = desk.alerts.alerts[1:]
    desk.replies("sergeant", f"K7MX {action}")
    assert words_to(desk).startswith("K7MX: ")
    assert desk.alerts.alerts[1:] == before


def test_all_takes_every_open_alert_one_was_told_of_and_no_other(desk, told):
    a_second_alert(desk)
    desk.tick(12)
    desk.expects_text("inspector")
    desk.replies("inspector", "all")
    assert words_to(desk, "inspector") == "K7MX: you have it since 12:45."
    desk.replies("sergeant", "aa")
    assert words_to(desk) == "R4TW: you have it since 12:45."
    assert {alert.state for alert in desk.alerts.alerts} == {AlertState.ACKNOWLEDGED}


def test_what_nobody_acts_on_climbs_again_when_the_acknowledgement_runs_out(desk, told):
    desk.replies("sergeant", "K7MX")
    words_to(desk)
    desk.tick(ACKNOWLEDGEMENT_HOLDS[Group.URGENT] // timedelta(minutes=1))
    desk.expects_text("sergeant")
    assert EventKind.REOPENED in desk.kinds()


def test_the_second_person_is_told_who_took_it_and_when_and_their_answer_is_kept(desk, told):
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    before = desk.alert
    desk.later(minutes=1)
    desk.replies("inspector", "K7MX a")
    assert words_to(desk, "inspector") == "K7MX: Sgt Hale has it since 12:45."
    assert desk.alert == before
    assert (desk.history()[-1].kind, desk.history()[-1].about) == (EventKind.ANSWERED_LATE, "inspector")


def test_who_took_it_at_the_desk_is_not_named_by_the_subject_of_a_token(desk, told):
    wants_to_hear(desk, "sergeant")
    taken = desk.take_alert(desk.alert, PersonId("9f3c-subject"))
    assert taken.acknowledged_by == "9f3c-subject"
    desk.tick(3)
    assert words_to(desk) == "Ridings: K7MX taken by somebody at the desk 12:30."
    desk.replies("sergeant", "K7MX")
    assert words_to(desk) == "K7MX: somebody at the desk has it since 12:30."


def test_an_answer_on_another_day_says_the_day(desk, told):
    desk.replies("sergeant", "K7MX c")
    words_to(desk)
    desk.later(hours=12)
    desk.replies("sergeant", "K7MX")
    assert words_to(desk) == "K7MX: you have it since 12:30 on 02 Mar."


def test_an_answer_to_what_is_dealt_with_is_late_and_reopens_nothing(desk, told):
    desk.messages.change(desk.messages.messages[0].key, state=MessageState.DISPOSED)
    desk.tick(15)
    resolved = desk.alert
    for words in ("K7MX", "K7MX e", "K7MX c"):
        desk.later(minutes=1)
        desk.replies("sergeant", words)
        assert words_to(desk) == "K7MX: all dealt with."
    assert desk.alert == resolved
    assert desk.kinds()[-3:] == [EventKind.ANSWERED_LATE] * 3


def test_passing_up_texts_the_next_step_now_and_not_the_same_one_again(desk, told):
    desk.replies("sergeant", "e K7MX")
    assert words_to(desk) == "K7MX: passed up, the next step is texted now."
    desk.escalate_queued()
    desk.expects_text("inspector")
    desk.tick(14)
    assert (desk.history()[2].kind, desk.history()[2].about) == (EventKind.ESCALATED, "sergeant")


def test_what_is_passed_up_beyond_the_last_step_reaches_the_last_resort(desk, told):
    for person in ("inspector", "control-room"):
        desk.replies("sergeant", "e")
        words_to(desk)
        desk.escalate_queued()
        desk.expects_text(person)


def test_what_is_passed_up_without_a_queue_climbs_at_the_next_tick(desk, told):
    desk.replies("sergeant", "e")
    words_to(desk)
    desk.tick()
    desk.expects_text("inspector")


def test_a_warning_has_no_step_to_be_passed_up_to(desk, told):
    filed = desk.alerts.filed[desk.alert.id]
    filed.alert = replace(filed.alert, group=Group.WARNING)
    desk.replies("sergeant", "e")
    assert words_to(desk) == "K7MX: cannot be passed up."
    assert desk.alert.step == 0


def test_closing_what_is_dealt_with_resolves_it_at_once(desk, told):
    desk.messages.change(desk.messages.messages[0].key, state=MessageState.DISPOSED)
    desk.replies("sergeant", "K7MX c")
    assert words_to(desk) == "K7MX: closed, nothing waits."
    desk.escalate_queued()
    assert desk.alert.state is AlertState.RESOLVED
    assert EventKind.CLOSED in desk.kinds()


def test_closing_what_still_waits_is_believed_for_a_day_and_no_longer(desk, told):
    desk.replies("sergeant", "done K7MX")
    assert words_to(desk) == "K7MX: closed. What still waits then rings again at 12:30 on 03 Mar."
    desk.later(hours=CLOSED_HOLDS // timedelta(hours=1) - 1)
    desk.tick(59)
    desk.expects_silence()
    desk.tick(1)
    desk.expects_text("sergeant")


def test_one_can_close_what_one_has_taken(desk, told):
    desk.replies("sergeant", "K7MX")
    words_to(desk)
    desk.replies("sergeant", "K7MX c")
    assert "closed" in words_to(desk)
    assert desk.alert.attention_at == desk.clock.now() + CLOSED_HOLDS


def test_a_code_that_fits_nothing_one_was_told_of_changes_nothing(desk, told):
    before = desk.alert
    assert desk.replies("sergeant", "R4TW").outcome is Outcome.REFUSED
    assert words_to(desk).startswith("R4TW: no alert of that name was texted to you. Nothing changed.")
    desk.replies("inspector", "K7MX")
    assert words_to(desk, "inspector").startswith("K7MX: no alert of that name was texted to you.")
    desk.replies("inspector", "all")
    assert words_to(desk, "inspector") == confirmation.NOTHING_TOLD
    assert desk.alert == before


@pytest.fixture
def same_code(desk):
    """Every alert is called K7MX."""
    desk.ids = CountedAlertIds()


def test_a_code_that_fits_two_alerts_changes_neither_and_both_histories_say_so(desk, same_code, told):
    a_second_alert(desk)
    before = desk.alerts.alerts
    assert desk.replies("sergeant", "K7MX").outcome is Outcome.REFUSED
    assert words_to(desk).startswith("K7MX is two alerts. Nothing changed.")
    assert desk.alerts.alerts == before
    assert [desk.kinds(alert)[-1] for alert in before] == [EventKind.AMBIGUOUS] * 2


def test_an_old_alert_of_the_same_code_is_not_in_the_way_of_a_new_one(desk, same_code, told):
    desk.messages.change(desk.messages.messages[0].key, state=MessageState.DISPOSED)
    desk.tick(15)
    a_second_alert(desk)
    desk.replies("sergeant", "K7MX")
    assert words_to(desk).startswith("K7MX: you have it")
    assert [alert.state for alert in desk.alerts.alerts] == [AlertState.RESOLVED, AlertState.ACKNOWLEDGED]


def test_a_reply_is_about_what_was_told_before_it_came(desk, told):
    early = desk.texts_in("a", SERGEANT.phone)
    desk.later(minutes=1)
    a_second_alert(desk)
    desk.answer_texts(early)
    assert words_to(desk).startswith("K7MX: you have it")


@pytest.mark.parametrize(("words", "within"), [("a", RECENT), ("K7MX", REMEMBERED)])
def test_what_one_was_told_of_long_ago_is_not_meant(desk, told, words, within):
    late = desk.texts_in(words, SERGEANT.phone, at=desk.clock.now() + within + timedelta(seconds=1))
    assert desk.answer_texts(late).outcome is Outcome.REFUSED
    assert "Nothing changed" in words_to(desk)
    assert desk.alert.state is AlertState.OPEN


def test_whoever_texts_from_another_number_takes_nothing_and_hears_of_no_alert(desk, told):
    before, history = desk.alert, desk.history()
    assert desk.answer_texts(desk.texts_in("K7MX a", STRANGER)).outcome is Outcome.STRANGER
    assert words_to(desk, "stranger") == confirmation.STRANGER
    assert (desk.alert, desk.history()) == (before, history)


def test_a_number_given_up_is_a_strangers(desk, told):
    desk.register.put(a_person("sergeant", "+447700900555"))
    assert desk.answer_texts(desk.texts_in("a", SERGEANT.phone, id="given-up")).outcome is Outcome.STRANGER
    assert words_to(desk) == confirmation.STRANGER
    assert desk.alert.state is AlertState.OPEN


def test_a_stranger_is_answered_once_a_day(desk):
    answers = [desk.answer_texts(desk.texts_in(f"help {n}", STRANGER)).is_answered for n in range(3)]
    assert answers == [True, False, False]
    words_to(desk, "stranger")
    desk.later(days=1)
    assert desk.answer_texts(desk.texts_in("hello", STRANGER)).is_answered
    words_to(desk, "stranger")


def test_strangers_together_are_answered_twenty_times_a_day(desk):
    answered = [desk.answer_texts(desk.texts_in("hello", number)).is_answered for number in MORE_STRANGERS]
    assert len(answered) > sum(answered) == MOST_TO_STRANGERS
    for _ in range(MOST_TO_STRANGERS):
        words_to(desk, "stranger")


@pytest.mark.parametrize(
    ("sender", "words"), [("+15550100", "hello"), ("60777", "hello"), ("BANK", "a"), ("", "a")]
)
def test_what_is_no_number_of_this_country_is_not_answered(desk, sender, words):
    assert desk.answer_texts(desk.texts_in(words, sender)).outcome is Outcome.STRANGER


def test_a_strangers_stop_is_given_no_text(desk):
    assert not desk.answer_texts(desk.texts_in("STOP", STRANGER)).is_answered


def test_what_is_not_understood_is_answered_with_how_to_say_it_five_times_a_day(desk, told):
    before = desk.alert
    outcomes = [
        desk.replies("sergeant", words).outcome for words in ("no", "HELP", "who?", "R4TW", "hm", "eh", "HELP")
    ]
    assert outcomes[:2] == [Outcome.NOT_UNDERSTOOD, Outcome.HELPED]
    assert words_to(desk) == confirmation.NOT_UNDERSTOOD
    assert words_to(desk) == confirmation.HELP
    for _ in range(MOST_HELP - 2):
        words_to(desk)
    assert desk.alert == before


def test_help_that_is_used_up_keeps_nobody_from_answering(desk, told):
    for _ in range(MOST_HELP):
        desk.replies("sergeant", "no")
        words_to(desk)
    desk.replies("sergeant", "a")
    assert words_to(desk).startswith("K7MX: you have it")


def test_a_phone_that_answers_every_text_with_yes_is_not_talked_with_all_night(desk, told):
    answered = [desk.replies("sergeant", "Yes").is_answered for _ in range(MOST_CONFIRMATIONS + 5)]
    assert sum(answered) == MOST_CONFIRMATIONS
    for _ in range(MOST_CONFIRMATIONS):
        words_to(desk)


def test_stop_opts_the_number_out_and_is_confirmed_once(desk, told):
    assert desk.replies("sergeant", "STOP").outcome is Outcome.OPTED_OUT
    assert words_to(desk) == confirmation.STOPPED
    assert not desk.register.person(PersonId("sergeant")).can_be_texted
    assert (desk.history()[-1].kind, desk.history()[-1].about) == (EventKind.OPTED_OUT, "sergeant")
    assert desk.alert.state is AlertState.OPEN


def test_start_opts_it_in_again(desk, told):
    desk.replies("sergeant", "STOP")
    words_to(desk)
    assert desk.replies("sergeant", "start").outcome is Outcome.OPTED_IN
    assert words_to(desk) == confirmation.STARTED
    assert desk.register.person(PersonId("sergeant")).can_be_texted
    assert EventKind.OPTED_IN in desk.kinds()


@pytest.mark.parametrize("words", ["K7MX", "e", "K7MX c", "all", "STOP", "what?"])
def test_a_text_brought_twice_has_its_effect_once_and_one_answer(desk, told, words):
    text = desk.texts_in(words, SERGEANT.phone)
    desk.answer_texts(text)
    words_to(desk)
    after, history = desk.alert, desk.history()
    desk.later(minutes=1)
    assert desk.answer_texts(text).outcome is Outcome.REPEATED
    assert (desk.alert, desk.history()) == (after, history)


@pytest.mark.parametrize("trouble", [TryLater("busy"), Unconfirmed("lost"), RuntimeError("a bug")])
def test_an_answer_that_could_not_be_sent_is_not_tried_again_and_what_was_asked_is_done(desk, told, trouble):
    desk.phones.trouble(trouble)
    answered = desk.replies("sergeant", "a")
    assert (answered.outcome, answered.is_answered, answered.error) == (Outcome.OBEYED, False, trouble)
    assert desk.alert.state is AlertState.ACKNOWLEDGED


def test_one_alert_that_cannot_be_seen_to_keeps_no_other_from_it_and_the_text_may_come_again(desk, told):
    a_second_alert(desk)
    text = desk.texts_in("all", SERGEANT.phone)
    broken = desk.alerts.alerts[1]
    desk.alerts.filed[broken.id].alert = replace(broken, group=None)
    with pytest.raises(ExceptionGroup):
        desk.answer_texts(text)
    assert desk.alerts.alerts[0].state is AlertState.ACKNOWLEDGED
    desk.alerts.filed[broken.id].alert = broken
    desk.later(minutes=1)
    desk.answer_texts(text)
    assert words_to(desk) == "R4TW: you have it since 12:34. K7MX: you have it since 12:33."


def wants_to_hear(desk, *people):
    for person in people:
        desk.register.put(replace(desk.register.person(PersonId(person)), wants_follow_ups=True))


def test_others_who_were_told_and_want_to_hear_hear_who_took_it_and_when(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(5)
    assert words_to(desk, "inspector") == "Ridings: K7MX taken by Sgt Hale 12:45."
    desk.tick(20)


def test_what_is_closed_is_news_too(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "c")
    words_to(desk)
    desk.tick(5)
    assert "K7MX taken by Sgt Hale" in words_to(desk, "inspector")


def test_news_are_told_once_however_often_the_answer_comes(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(3)
    words_to(desk, "inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(10)


def test_whoever_does_not_want_to_hear_or_was_not_told_or_took_it_hears_nothing(desk, told):
    wants_to_hear(desk, "sergeant", "control-room")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.replies("sergeant", "a")
    words_to(desk)
    desk.tick(20)


def test_whoever_has_spoken_since_was_told_then(desk, told):
    wants_to_hear(desk, "inspector")
    desk.tick(15)
    desk.expects_text("inspector")
    desk.alerts.acknowledge(desk.alert.id, PersonId("sergeant"), desk.clock.now(), desk.clock.now() + RECENT)
    desk.replies("inspector", "K7MX")
    assert words_to(desk, "inspector") == "K7MX: Sgt Hale has it since 12:45."
    desk.replies("sergeant", "K7MX")
    words_to(desk)
    desk.tick(5)


def test_nobody_is_shown_in_what_is_logged(desk, told):
    text = desk.texts_in("K7MX my own words", SERGEANT.phone)
    answered = desk.answer_texts(text)
    words_to(desk)
    for shown in (repr(text), repr(answered)):
        assert "7700" not in shown
        assert "my own words" not in shown


@pytest.fixture
def both(desk):
    """The sergeant and the inspector are on the first step, and both must answer."""
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    policy = desk.register.policy(an_account().policy)
    first, second = policy.steps
    second = replace(second, notify=RotaId("nobody"))
    desk.register.put(Rota(id=RotaId("nobody"), people=()))
    desk.register.put(replace(policy, steps=(replace(first, everyone=True), second)))


@pytest.fixture
def everyone(desk, both):
    """Both have just been texted."""
    desk.receives()
    desk.tick(30)
    desk.expects_text("sergeant")
    desk.expects_text("inspector")


def test_where_everyone_must_answer_the_last_answer_takes_it(desk, everyone):
    desk.replies("sergeant", "K7MX")
    assert words_to(desk) == "K7MX: noted, the others who were texted must answer too."
    assert (desk.alert.state, desk.alert.answered_by) == (AlertState.OPEN, ("sergeant",))
    desk.replies("inspector", "K7MX")
    assert words_to(desk, "inspector") == "K7MX: you have it since 12:30."
    assert (desk.alert.state, desk.alert.acknowledged_by) == (AlertState.ACKNOWLEDGED, "inspector")
    desk.tick(20)


def test_where_everyone_must_answer_it_climbs_without_texting_again_who_has(desk, everyone):
    desk.register.put(replace(desk.register.force(), last_resort=PersonId("sergeant")))
    desk.replies("sergeant", "all")
    words_to(desk)
    desk.tick(14)
    desk.expects_silence()
    desk.tick(12)
    desk.expects_text("inspector")
    assert {text.person for text in desk.alerts.notifications(desk.alert.id)} == {"sergeant", "inspector"}


def test_saying_it_again_where_everyone_must_answer_is_no_second_answer(desk, everyone):
    for _ in range(2):
        desk.replies("sergeant", "K7MX")
        assert words_to(desk).startswith("K7MX: noted")
    assert desk.kinds().count(EventKind.ANSWERED_IN_PART) == 1
    assert EventKind.ANSWERED_LATE not in desk.kinds()


def test_once_the_policy_no_longer_asks_everyone_the_first_answer_counts(desk, everyone):
    desk.register.delete(Policy, an_account().policy)
    desk.replies("sergeant", "K7MX")
    assert words_to(desk).startswith("K7MX: you have it")


def test_where_everyone_must_answer_a_text_that_is_tried_again_is_not_for_who_has(desk, both):
    desk.phones.trouble(Unconfirmed("lost"), arrives=True)
    desk.receives()
    desk.tick(30)
    desk.expects_text("sergeant")
    desk.expects_text("inspector")
    desk.replies("sergeant", "K7MX")
    assert words_to(desk).startswith("K7MX: noted")
    desk.tick(5)
