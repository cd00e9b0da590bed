"""Looking at what a text would tell may take a run's time: then the next run sends it, and it is sent once."""

from datetime import timedelta

from tests.fakes import FakeMessageStore
from tests.fakes.feeds import FakeStopwatch
from tests.worlds.alerting import Desk


class SlowMessages(FakeMessageStore):
    """Each look at an alert's messages takes this much of the run."""

    def __init__(self):
        super().__init__()
        self.stopwatch = FakeStopwatch()
        self.takes = timedelta(0)

    def read(self, keys):
        self.stopwatch.remaining -= self.takes
        return super().read(keys)


def test_no_text_is_begun_that_the_run_may_not_live_to_settle():
    messages = SlowMessages()
    desk = Desk(messages)
    desk.stopwatch = messages.stopwatch
    desk.receives(limit=timedelta(minutes=1))
    messages.takes = timedelta(seconds=21)
    desk.tick()
    assert (desk.phones.attempts, desk.report.all_errors) == (0, [])
    messages.takes, desk.stopwatch.remaining = timedelta(0), timedelta(seconds=55)
    desk.tick()
    desk.expects_text("sergeant")
    desk.expects_silence()
