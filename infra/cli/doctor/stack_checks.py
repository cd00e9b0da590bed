"""All checks of one deployed stack, with the operator's rights and the settings of the audit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from infra.cli.doctor.operator_checks import (
    CheckClock,
    CheckHeartbeat,
    CheckLinks,
    CheckSmsSetup,
    CheckSubscriptions,
)
from infra.cli.doctor.run_checks import NoScanPositions
from infra.cli.stack import Stack
from watchdesk.alerting.channels.registry import CHANNELS
from watchdesk.bootstrap.oversight import audited_system
from watchdesk.bootstrap.oversight.all_checks import all_checks
from watchdesk.bootstrap.settings.oversight import AuditSettings
from watchdesk.oversight.usecases.checks.check import Check

PAGES = 500
"""500 pages are half a gigabyte of messages. The audit reads the rest in its own scans."""
SIMULATED = "this stack's AWS is simulated and does not have it"
OFF = "this stack texts nobody"
OF_THE_PROVIDER = ("sms_sandbox", "sms_spend", "sms_opt_outs", "sms_setup")


def audit_settings(stack: Stack) -> AuditSettings:
    """Return the settings of the deployed function, so that the doctor checks the same resources as the audit."""
    function = stack.output("AuditWatchFunctionName")
    configuration = stack.client("lambda").get_function_configuration(FunctionName=function)
    return AuditSettings.from_environment(configuration["Environment"]["Variables"])


def checks_of(stack: Stack, settings: AuditSettings) -> Sequence[Check]:
    """Return the checks of the audit and of the operator."""
    system = replace(audited_system(settings, stack.client, stack.clock), positions=NoScanPositions(), pages=PAGES)
    return [*all_checks(system), *_operator_checks(stack, settings)]


def skipped_checks(settings: AuditSettings) -> Mapping[str, str]:
    """Return the names of the checks that are left out, with the reason."""
    if settings.sms_probes == "off":
        return dict.fromkeys(OF_THE_PROVIDER, SIMULATED)
    if not CHANNELS[settings.sms_provider].facts.reaches_people:
        return dict.fromkeys(OF_THE_PROVIDER, OFF)
    return {}


def _operator_checks(stack: Stack, settings: AuditSettings) -> Iterator[Check]:
    clock = stack.clock
    yield CheckHeartbeat(url=settings.heartbeat_url, clock=clock)
    yield CheckSubscriptions(sns=stack.client("sns"), topic=settings.alarm_topic, clock=clock)
    yield CheckLinks(base=stack.output("ApiUrl"), clock=clock)
    if not skipped_checks(settings):
        yield CheckSmsSetup(texting=stack.texting, clock=clock)
    yield CheckClock(dynamodb=stack.dynamodb, table=settings.register_table, clock=clock)
