"""A step that texts again looks ahead, whoever has gone off duty: an alert is never late because of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import DUTY, a_rota, an_account


@pytest.fixture
def repeating(desk):
    """The first step is an hour long and texts again every ten minutes."""
    policy = desk.register.policy(an_account().policy)
    first = replace(policy.steps[0], wait=timedelta(hours=1), repeat_every=timedelta(minutes=10))
    desk.register.put(replace(policy, steps=(first, *policy.steps[1:])))
    return desk


def test_whoever_has_gone_off_duty_since_makes_no_alert_late(repeating):
    repeating.receives()
    repeating.tick(30)
    repeating.expects_text("sergeant")
    repeating.register.put(a_rota(DUTY, "inspector"))
    repeating.tick(10)
    repeating.expects_text("inspector")
    for _ in range(9):
        repeating.tick()
        assert repeating.alert.attention_at > repeating.clock.now()
    repeating.expects_silence()
    repeating.tick()
    repeating.expects_text("inspector")


def test_nobody_is_texted_again_after_the_step_is_over(repeating):
    repeating.receives()
    repeating.tick(30 + 59)
    for _ in range(6):
        repeating.expects_text("sergeant")
    repeating.tick()
    repeating.expects_text("inspector")
    repeating.expects_silence()
