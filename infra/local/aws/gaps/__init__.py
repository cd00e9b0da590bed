"""What the emulator leaves out, filled in one module per gap.

Most gaps lie in its CloudFormation: it drops properties it could honour. Those are filled behind its own
provisioners, which hand over properties with every intrinsic resolved, so the template goes to AWS unchanged.
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

PROVISIONED = (tables, functions, http_api, secrets, nested_stacks, no_op_resources)
RUN = (runtime, schedules, invocation_errors, permissions, sms)
WATCHED = (metrics, alarms, queues)


def fill_gaps() -> None:
    """Fill every gap. Call once, before the emulator serves."""
    for gap in (*PROVISIONED, *RUN, *WATCHED):
        gap.fill()
