"""Whoever has said STOP is texted no more, not even what was wanted of them before: somebody else hears."""

from watchdesk.alerting.domain.notification import TextState
from watchdesk.core.errors import TryLater


def test_what_was_still_to_be_sent_when_somebody_said_stop_climbs_instead(desk):
    desk.receives()
    desk.phones.trouble(TryLater("throttled"))
    desk.tick(30)
    desk.register.numbers.opt_out(desk.register.person("sergeant"), desk.clock.now())
    desk.tick()
    desk.expects_text("inspector")
    desk.expects_silence()
    (first, *_) = desk.alerts.notifications(desk.alert.id)
    assert (first.person, first.state, first.problem) == ("sergeant", TextState.FAILED, "opted_out")


def test_the_last_resort_is_tried_all_the_same(desk):
    desk.register.numbers.opt_out(desk.register.person("control-room"), desk.clock.now())
    desk.receives()
    desk.tick(60)
    desk.expects_text("sergeant")
    desk.expects_text("inspector")
    desk.expects_text("control-room")
