"""Which platforms can be published on is said once, and is so."""

from tests.fakes import FakeClock
from watchdesk.core.platform_facts import Capability
from watchdesk.platforms.outlets_by_platform import outlets_of_every_platform
from watchdesk.platforms.registry import platforms_that_can


def test_posts_are_accepted_for_exactly_the_platforms_that_have_an_outlet():
    outlets = outlets_of_every_platform(sessions=None, credentials=None, media=None, clock=FakeClock())
    assert set(outlets.by_platform) == set(platforms_that_can(Capability.PUBLISH))
