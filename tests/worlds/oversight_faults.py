"""Everything that can be out of order with a force that is watched, and what an audit calls it."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import DUTY, SELBY, a_person, a_rota, a_scheduled_poll
from tests.fakes.clock import NOON
from tests.worlds.oversight import TICK, Ward
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.message import MessageState
from watchdesk.inbox.domain.feed_state import FeedTrouble
from watchdesk.oversight.ports import RunCounts


def is_overdue(ward: Ward) -> None:
    ward.receives(limit=timedelta(minutes=1))
    ward.later()


def lost_from_the_index(ward: Ward) -> None:
    ward.messages.lost.add(ward.receives(limit=timedelta(minutes=1)))
    ward.later()


def never_put_on_the_list(ward: Ward) -> None:
    ward.messages.off.add(ward.receives())


def on_no_list_and_with_no_alert(ward: Ward) -> None:
    ward.store.kept[ward.receives()].attention_at = None


def with_an_alert_that_is_resolved(ward: Ward) -> None:
    ward.change(ward.opens_alert(ward.receives()), state=AlertState.RESOLVED, attention_at=None, holds_slot=False)


def with_an_alert_that_knows_nothing_of_it(ward: Ward) -> None:
    ward.alerts.filed[ward.opens_alert(ward.receives())].members.clear()


def claimed_and_nothing_ends_the_claim(ward: Ward) -> None:
    kept = ward.store.kept[ward.receives()]
    kept.message = replace(kept.message, state=MessageState.CLAIMED)
    kept.attention_at = None


def an_open_alert_without_attention(ward: Ward) -> None:
    ward.change(ward.opens_alert(ward.receives()), attention_at=None)


def an_acknowledged_alert_without_attention(ward: Ward) -> None:
    alert = ward.opens_alert(ward.receives())
    ward.change(alert, state=AlertState.ACKNOWLEDGED, attention_at=None, holds_slot=False)


def an_alert_off_its_index(ward: Ward) -> None:
    ward.alert_round.off.add(ward.opens_alert(ward.receives()))


def an_alert_that_nobody_escalates(ward: Ward) -> None:
    ward.change(ward.opens_alert(ward.receives()), attention_at=ward.clock.now())
    ward.later()


def an_alert_that_nobody_was_told_of(ward: Ward) -> None:
    ward.opens_alert(ward.receives(), is_told=False)
    ward.later()


def a_pager_that_nobody_attends(ward: Ward) -> None:
    ward.pagers.due_at["sergeant"] = ward.clock.now() - TICK


def a_sweep_that_does_not_run(ward: Ward) -> None:
    ward.ticks.ran["sweep_overdue"] = RunCounts(runs=0, failures=0)


def a_poller_that_fails_every_time(ward: Ward) -> None:
    ward.ticks.ran["poll_accounts"] = RunCounts(runs=10, failures=10)


def a_platform_that_answers_no_more(ward: Ward) -> None:
    ward.is_seen(trouble=FeedTrouble(kind="transient", since=NOON, last=NOON, times=3))
    ward.clock.advance(minutes=11)


def a_dead_credential(ward: Ward) -> None:
    ward.watch.polls[SELBY] = a_scheduled_poll(
        trouble=FeedTrouble(kind="auth_reconnect", since=NOON, last=NOON, times=1)
    )


def dead_letters(ward: Ward) -> None:
    ward.backlog.dead_letters["ticks"] = 3


def an_aged_queue(ward: Ward) -> None:
    ward.backlog.waiting["polls"] = 2
    ward.backlog.seconds["polls"] = 301


def the_sandbox(ward: Ward) -> None:
    ward.sms.sandboxed = True


def spent(share: float):
    def fault(ward: Ward) -> None:
        ward.sms.spent = share * ward.sms.limit

    return fault


def a_number_that_said_stop(ward: Ward) -> None:
    ward.sms.numbers = frozenset({"+447700900002"})


def a_number_known_to_have_said_stop(ward: Ward) -> None:
    ward.register.numbers.opt_out(a_person(), NOON)


def a_number_nobody_proved(ward: Ward) -> None:
    ward.register.put(a_person(phone="+447700900077"))


def texting_is_off(ward: Ward) -> None:
    ward.is_texting = False


def nobody_on_duty_counts(ward: Ward) -> None:
    """Though somebody is, and the inspectors and the last resort can be told."""
    ward.register.put(a_person("sergeant", "+447700900077"))


def nobody_is_on_duty(ward: Ward) -> None:
    ward.register.put(replace(a_rota(DUTY), people=()))


FAULTS = {
    is_overdue: {"sweep_behind"},
    lost_from_the_index: {"message_lost"},
    never_put_on_the_list: {"message_lost"},
    on_no_list_and_with_no_alert: {"message_lost"},
    with_an_alert_that_is_resolved: {"message_lost"},
    with_an_alert_that_knows_nothing_of_it: {"message_lost"},
    claimed_and_nothing_ends_the_claim: {"message_lost"},
    an_open_alert_without_attention: {"alert_forgotten"},
    an_acknowledged_alert_without_attention: {"alert_forgotten"},
    an_alert_off_its_index: {"alert_forgotten"},
    an_alert_that_nobody_escalates: {"alert_late"},
    an_alert_that_nobody_was_told_of: {"alert_untold"},
    a_pager_that_nobody_attends: {"pager_stuck"},
    a_poller_that_fails_every_time: {"tick_missing"},
    a_platform_that_answers_no_more: {"surface_unseen", "nothing_seen"},
    a_dead_credential: {"credential_dead"},
    dead_letters: {"dead_letters"},
    an_aged_queue: {"queue_aged"},
    the_sandbox: {"sms_sandbox"},
    spent(0.55): {"sms_spend_high"},
    spent(1.0): {"sms_spent"},
    a_number_that_said_stop: {"number_opted_out"},
    a_number_known_to_have_said_stop: {"number_opted_out"},
    a_number_nobody_proved: {"number_unproved"},
    texting_is_off: {"texting_off"},
    nobody_is_on_duty: {"rota_gap"},
    nobody_on_duty_counts: {"number_unproved", "rota_gap"},
}


def names_of(fault) -> str:
    return getattr(fault, "__name__", str(fault))
