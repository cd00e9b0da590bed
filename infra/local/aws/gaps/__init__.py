"""What the emulator leaves out, one module for each gap.

Most gaps lie in its CloudFormation, which drops properties that the emulator could honour. They are filled behind
the emulator's own provisioners. These pass on properties in which every intrinsic function is resolved, so the
template needs no change for the local run.
"""

from infra.local.aws.gaps import (
    alarms,
    functions,
    http_api,
    invocation_errors,
    metrics,
    nested_stacks,
    no_op_resources,
    permissions,
    queues,
    runtime,
    schedules,
    secrets,
    sms,
    tables,
)

PROVISIONING_GAPS = (tables, functions, http_api, secrets, nested_stacks, no_op_resources)
RUNTIME_GAPS = (runtime, schedules, invocation_errors, permissions, sms)
MONITORING_GAPS = (metrics, alarms, queues)


def fill_gaps() -> None:
    """Fill every gap. Call this once, before the emulator serves."""
    for gap in (*PROVISIONING_GAPS, *RUNTIME_GAPS, *MONITORING_GAPS):
        gap.fill()
