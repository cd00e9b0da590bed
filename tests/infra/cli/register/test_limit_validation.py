"""Which limits, warnings and claims may stand beside each other, and how long a platform lets them be."""

import pytest

from tests.infra.cli.register.register_text import HERE, assert_named, changed, problems_of, written
from tests.infra.cli.register.test_calendar_validation import FULL


def test_limits_of_one_urgency_in_different_calendars_may_stand_beside_each_other(tmp_path):
    text = changed(FULL, "        warn: 1h\n", "        warn: 1h\n      - {urgency: routine, first_look: 3d}\n")
    assert problems_of(written(tmp_path, text)) == []


def test_a_longer_limit_in_a_calendar_has_no_effect_beside_a_shorter_one_round_the_clock(tmp_path):
    text = changed(FULL, "        warn: 1h\n", "        warn: 1h\n      - {urgency: routine, first_look: 20h}\n")
    assert_named(tmp_path, text, "policies.ordinary.limits[3].first_look", "has no effect")


def test_a_warning_of_its_own_takes_a_limit_out_of_the_policys(tmp_path):
    own = changed(FULL, "        first_look: 10m\n", "        first_look: 10m\n        warn: 2m\n")
    assert problems_of(written(tmp_path, changed(own, "    triage:\n", "    warn: 14m\n    triage:\n"))) == []


@pytest.mark.parametrize("platform", ["facebook", "instagram"])
def test_a_limit_longer_than_the_platform_takes_an_answer_is_refused(tmp_path, platform):
    """Besides the platform itself, which nothing reads yet."""
    text = changed(FULL, "platform: mastodon", f"platform: {platform}")
    advice = f"{platform} (direct_message) takes no answer after 1d: write at most 23h"
    too_late = {p.path: p.what for p in problems_of(written(tmp_path, text)) if "takes no answer" in p.what}
    assert too_late == {
        f"policies.ordinary.limits[3].{deed}": advice for deed in ("first_look", "claim", "disposition")
    }


def test_a_limit_on_surfaces_that_can_be_answered_for_ever_may_be_long(tmp_path):
    text = changed(FULL, "platform: mastodon", "platform: facebook")
    short = "      - {urgency: routine, first_look: 20h, surfaces: [direct_message]}\n"
    text = changed(text, "        warn: 1h\n", f"        warn: 1h\n        surfaces: [mention]\n{short}")
    assert [p for p in problems_of(written(tmp_path, text)) if "takes no answer" in p.what] == []
    assert HERE not in text
