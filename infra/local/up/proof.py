"""What `make up ONCE=1` does: alerts are answered by text and by link, no text follows, and one post goes out."""

from datetime import timedelta

from infra.local.up.local_register import RunTimings
from infra.local.up.progress_log import ProgressLog
from infra.local.up.proof_observations import STEPS_TO_CLIMB, ProofObservations
from infra.local.up.proof_run import ProofRun
from infra.local.up.system import RunningSystem
from watchdesk.core.message import Urgency

SCHEDULE_INTERVAL = timedelta(minutes=1)
"""The schedules of the stack run once a minute."""
TIMINGS = RunTimings(
    # Only the urgent messages become overdue in time, so that every text is about them.
    limits=dict.fromkeys(Urgency, timedelta(hours=1)) | {Urgency.URGENT: timedelta(seconds=15)},
    step_wait=timedelta(seconds=30),
    poll_every=timedelta(seconds=20),
)
WATCHED_WITHIN = 2 * SCHEDULE_INTERVAL
STORED_WITHIN = 3 * SCHEDULE_INTERVAL
TEXTED_WITHIN = 3 * SCHEDULE_INTERVAL
CLIMBED_WITHIN = (STEPS_TO_CLIMB + 5) * SCHEDULE_INTERVAL
ANSWERED_WITHIN = SCHEDULE_INTERVAL
PUBLISHED_WITHIN = 3 * SCHEDULE_INTERVAL
LATE_TEXTS = timedelta(seconds=5)
"""One step may text several people, one after the other."""


def run_proof(system: RunningSystem, progress: ProgressLog) -> ProofObservations:
    """Write messages, answer the alerts, and wait for late texts. The observations lack what did not happen."""
    run = ProofRun(system, progress)
    if not run.wait_until("every account is watched", run.all_watched, WATCHED_WITHIN):
        return run.observations()
    run.write_messages()
    run.submit_post()
    run.wait_until("every message is stored", run.all_stored, STORED_WITHIN)
    name = f"an alert that nobody answers has climbed {STEPS_TO_CLIMB} steps"
    if run.wait_until(name, run.first_alert_has_climbed, CLIMBED_WITHIN):
        run.answer_by_text()
        run.wait_until("the reply is confirmed", run.confirmations, ANSWERED_WITHIN)
    run.write_second_message()
    if run.wait_until("a second alert is texted", run.second_alert_is_texted, TEXTED_WITHIN):
        run.answer_by_link()
        run.wait(system.timings.step_wait + SCHEDULE_INTERVAL + LATE_TEXTS)
    run.wait_until("the post is published on every account", run.post_is_published, PUBLISHED_WITHIN)
    return run.observations()
