"""Whom the audit asks about texts follows from what they leave by."""

from typing import Any

import pytest

from tests.fakes.clock import FakeClock
from watchdesk.bootstrap.oversight import audited_system
from watchdesk.bootstrap.settings.oversight import AuditSettings
from watchdesk.oversight.aws.end_user_messaging_account import EndUserMessagingAccount
from watchdesk.oversight.aws.sns_account import SnsSmsAccount

ENVIRONMENT = {
    "WATCHDESK_STAGE": "prod",
    "WATCHDESK_REGISTER_TABLE": "register",
    "WATCHDESK_WATCH_TABLE": "watch",
    "WATCHDESK_MESSAGES_TABLE": "messages",
    "WATCHDESK_ALERTS_TABLE": "alerts",
    "WATCHDESK_ESCALATIONS_QUEUE_URL": "https://sqs.example/escalations",
    "WATCHDESK_ALARM_TOPIC": "arn:aws:sns:eu-west-2:123456789012:alarms",
    "WATCHDESK_WORK_QUEUES": "polls=https://sqs.example/polls escalations=https://sqs.example/escalations",
    "WATCHDESK_DEAD_LETTERS": "ticks=https://sqs.example/ticks",
    "WATCHDESK_FUNCTIONS": "sweep_overdue=stack-SweepOverdue",
}


def the_patient(**more: str) -> Any:
    given = ENVIRONMENT | {f"WATCHDESK_{name}": value for name, value in more.items()}
    return audited_system(AuditSettings.from_environment(given), lambda service: service, FakeClock())


@pytest.mark.parametrize(
    ("settings", "account", "is_texting"),
    [
        ({}, SnsSmsAccount, True),
        ({"SMS_PROVIDER": "eum"}, EndUserMessagingAccount, True),
        ({"SMS_PROVIDER": "none"}, type(None), False),
        ({"SMS_PROBES": "off"}, type(None), True),
    ],
)
def test_the_provider_is_asked_unless_there_is_none_or_it_is_simulated(settings, account, is_texting):
    found = the_patient(**settings)
    assert (type(found.sms), found.is_texting) == (account, is_texting)


def test_what_the_template_has_several_of_is_known_by_its_words():
    found = the_patient()
    assert found.functions == {"sweep_overdue": "stack-SweepOverdue"}
    assert found.queue_depths.work_queues["escalations"] == "https://sqs.example/escalations"
    assert found.queue_depths.dead_letter_queues == {"ticks": "https://sqs.example/ticks"}
