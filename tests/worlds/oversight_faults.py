"""Everything that can be out of order with a force that is watched, and what an audit calls it."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import DUTY, SELBY, a_person, a_rota, a_scheduled_poll
from tests.fakes.clock import NOON
from tests.worlds.oversight import TICK, AuditWorld
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.message import MessageState
from watchdesk.inbox.domain.feed_state import FeedTrouble
from watchdesk.oversight.ports import RunCounts


def is_overdue(audit_world: AuditWorld) -> None:
    audit_world.receives(limit=timedelta(minutes=1))
    audit_world.later()


def lost_from_the_index(audit_world: AuditWorld) -> None:
    audit_world.messages.lost.add(audit_world.receives(limit=timedelta(minutes=1)))
    audit_world.later()


def never_put_on_the_list(audit_world: AuditWorld) -> None:
    audit_world.messages.off.add(audit_world.receives())


def on_no_list_and_with_no_alert(audit_world: AuditWorld) -> None:
    audit_world.store.stored[audit_world.receives()].attention_at = None


def with_an_alert_that_is_resolved(audit_world: AuditWorld) -> None:
    audit_world.change(
        audit_world.opens_alert(audit_world.receives()),
        state=AlertState.RESOLVED,
        attention_at=None,
        holds_slot=False,
    )


def with_an_alert_that_knows_nothing_of_it(audit_world: AuditWorld) -> None:
    audit_world.alerts.stored[audit_world.opens_alert(audit_world.receives())].members.clear()


def claimed_and_nothing_ends_the_claim(audit_world: AuditWorld) -> None:
    kept = audit_world.store.stored[audit_world.receives()]
    kept.message = replace(kept.message, state=MessageState.CLAIMED)
    kept.attention_at = None


def an_open_alert_without_attention(audit_world: AuditWorld) -> None:
    audit_world.change(audit_world.opens_alert(audit_world.receives()), attention_at=None)


def an_acknowledged_alert_without_attention(audit_world: AuditWorld) -> None:
    alert = audit_world.opens_alert(audit_world.receives())
    audit_world.change(alert, state=AlertState.ACKNOWLEDGED, attention_at=None, holds_slot=False)


def an_alert_off_its_index(audit_world: AuditWorld) -> None:
    audit_world.alert_round.off.add(audit_world.opens_alert(audit_world.receives()))


def an_alert_that_nobody_escalates(audit_world: AuditWorld) -> None:
    audit_world.change(audit_world.opens_alert(audit_world.receives()), attention_at=audit_world.clock.now())
    audit_world.later()


def an_alert_that_nobody_was_told_of(audit_world: AuditWorld) -> None:
    audit_world.opens_alert(audit_world.receives(), is_told=False)
    audit_world.later()


def a_pager_that_nobody_attends(audit_world: AuditWorld) -> None:
    audit_world.pagers.due_at["sergeant"] = audit_world.clock.now() - TICK


def a_sweep_that_does_not_run(audit_world: AuditWorld) -> None:
    audit_world.function_runs.ran["sweep_overdue"] = RunCounts(runs=0, failures=0)


def a_poller_that_fails_every_time(audit_world: AuditWorld) -> None:
    audit_world.function_runs.ran["poll_accounts"] = RunCounts(runs=10, failures=10)


def a_platform_that_answers_no_more(audit_world: AuditWorld) -> None:
    audit_world.is_seen(trouble=FeedTrouble(kind="transient", since=NOON, last=NOON, times=3))
    audit_world.clock.advance(minutes=11)


def a_dead_credential(audit_world: AuditWorld) -> None:
    audit_world.watch.polls[SELBY] = a_scheduled_poll(
        trouble=FeedTrouble(kind="auth_reconnect", since=NOON, last=NOON, times=1)
    )


def dead_letters(audit_world: AuditWorld) -> None:
    audit_world.queue_depths.dead["ticks"] = 3


def an_aged_queue(audit_world: AuditWorld) -> None:
    audit_world.queue_depths.waiting["polls"] = 2
    audit_world.queue_depths.seconds["polls"] = 301


def the_sandbox(audit_world: AuditWorld) -> None:
    audit_world.sms.sandboxed = True


def spent(share: float):
    def fault(audit_world: AuditWorld) -> None:
        audit_world.sms.spent = share * audit_world.sms.limit

    return fault


def a_number_that_said_stop(audit_world: AuditWorld) -> None:
    audit_world.sms.numbers = frozenset({"+447700900002"})


def a_number_known_to_have_said_stop(audit_world: AuditWorld) -> None:
    audit_world.register.numbers.opt_out(a_person(), NOON)


def a_number_nobody_proved(audit_world: AuditWorld) -> None:
    audit_world.register.put(a_person(phone="+447700900077"))


def texting_is_off(audit_world: AuditWorld) -> None:
    audit_world.is_texting = False


def nobody_on_duty_counts(audit_world: AuditWorld) -> None:
    """Though somebody is, and the inspectors and the last resort can be told."""
    audit_world.register.put(a_person("sergeant", "+447700900077"))


def nobody_is_on_duty(audit_world: AuditWorld) -> None:
    audit_world.register.put(replace(a_rota(DUTY), people=()))


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
