"""What the emulator leaves out, filled in one module per gap.

Most gaps lie in its CloudFormation: it drops properties it could honour. Those are filled behind its own
provisioners, which hand over properties with every intrinsic resolved, so the template goes to AWS unchanged.
"""

from infra.local.aws.gaps import (
    alarms,
    failures,
    functions,
    http_api,
    inert,
    metrics,
    nested,
    permissions,
    queues,
    runtime,
    schedules,
    secrets,
    tables,
    texts,
)

PROVISIONED = (tables, functions, http_api, secrets, nested, inert)
RUN = (runtime, schedules, failures, permissions, texts)
WATCHED = (metrics, alarms, queues)


def fill() -> None:
    """Fill every gap. Call once, before the emulator serves."""
    for gap in (*PROVISIONED, *RUN, *WATCHED):
        gap.fill()
