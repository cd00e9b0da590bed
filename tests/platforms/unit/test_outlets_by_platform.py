"""Which platforms can be published on is said once, and is so."""

from tests.fakes import FakeClock
from watchdesk.platforms.outlets_by_platform import PLATFORMS, outlets_of_every_platform


def test_posts_are_accepted_for_exactly_the_platforms_that_have_an_outlet():
    outlets = outlets_of_every_platform(sessions=None, credentials=None, media=None, clock=FakeClock())
    assert set(outlets.by_platform) == PLATFORMS
