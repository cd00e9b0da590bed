"""What every platform's folder promises. A new platform is proved by its line in the registry."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from infra.local.simulators.registry import SIMULATORS
from tests.builders import an_account
from tests.fakes import FakeClock, FakeSessionStore
from tests.fakes.http import FakeHttpClient
from tests.fakes.sessions import FakeCredentials
from tests.platforms.contract.simulated_account import OneImage, SimulatedAccount, simulated_account
from tests.publishing.builders import an_image
from watchdesk.core.account import Platform, Surface
from watchdesk.core.errors import Defect, Refused, TryLater
from watchdesk.core.http_client import HttpResponse
from watchdesk.core.platform_facts import Capability
from watchdesk.platforms.contract import Connections, PlatformAdapter
from watchdesk.platforms.registry import FACTS, PLATFORMS, platforms_that_can
from watchdesk.platforms.text_rules_by_platform import text_rules_of_every_platform
from watchdesk.publishing.domain.cost import cost_of
from watchdesk.publishing.domain.post import Visibility

READABLE, PUBLISHABLE = platforms_that_can(Capability.READ), platforms_that_can(Capability.PUBLISH)
ALWAYS = {"__init__.py", "facts.py", "platform.py", "text_rules.py"}
IF_READ = {"client.py", "errors.py", "rate_limit.py", "wire.py", "feeds.py", "notifications.py", "probe.py"}
IF_PUBLISHED = {"client.py", "errors.py", "rate_limit.py", "wire.py", "outlet.py", "media.py", "post_links.py"}


class SilentServers:
    """No server answers, so that every platform counts as its facts say."""

    def send(self, *_: object, **__: object) -> HttpResponse:
        raise TryLater("nobody answers")


@pytest.fixture(params=PLATFORMS.values(), ids=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> PlatformAdapter:
    return request.param


@pytest.fixture
def connections() -> Connections:
    return Connections(
        http=FakeHttpClient(), sessions=FakeSessionStore(), credentials=FakeCredentials(), clock=FakeClock()
    )


@pytest.fixture(params=PUBLISHABLE.values(), ids=PUBLISHABLE)
def selby(request: pytest.FixtureRequest) -> Iterator[SimulatedAccount]:
    with simulated_account(request.param) as account:
        yield account


def test_every_name_of_a_platform_has_its_folder_and_its_line() -> None:
    assert set(PLATFORMS) == set(Platform)


def test_every_platform_that_is_spoken_to_is_simulated() -> None:
    assert set(SIMULATORS) == set(READABLE) | set(PUBLISHABLE)


def test_the_rooms_of_a_folder_have_the_same_names(platform: PlatformAdapter) -> None:
    facts = platform.facts
    there = {path.name for path in (Path("shared/watchdesk/platforms") / facts.platform).iterdir()}
    wanted = ALWAYS | (IF_READ if Capability.READ in facts.can else set())
    wanted |= IF_PUBLISHED if Capability.PUBLISH in facts.can else set()
    assert wanted - there == set()


def test_the_feeds_are_there_if_it_is_said_to_be_read(platform: PlatformAdapter, connections: Connections) -> None:
    if Capability.READ not in platform.facts.can:
        with pytest.raises(Defect):
            platform.feeds(connections)
        with pytest.raises(Defect):
            platform.prober(connections)
        return
    account = an_account(platform=platform.facts.platform, surfaces=platform.facts.surfaces, secret="s")
    offered = {surface for feed in platform.feeds(connections).of(account) for surface in feed.traits.surfaces}
    assert offered == platform.facts.surfaces
    assert platform.prober(connections)


def test_the_outlet_is_there_if_it_is_said_to_be_published_on(
    platform: PlatformAdapter, connections: Connections
) -> None:
    if Capability.PUBLISH in platform.facts.can:
        assert platform.outlets(connections, OneImage()).of(an_account(platform=platform.facts.platform))
        assert platform.post_links(connections.http).part(an_account(), "nonsense") is None
        return
    with pytest.raises(Defect):
        platform.outlets(connections, OneImage())
    with pytest.raises(Defect):
        platform.post_links(connections.http)


def test_a_text_is_as_long_as_the_facts_say(platform: PlatformAdapter) -> None:
    rules, limit = text_rules_of_every_platform(clock=FakeClock(), http=SilentServers()), platform.facts.text
    account = an_account(platform=platform.facts.platform)
    longest, longer = (rules.measure(account, "n" * length) for length in (limit.most, limit.most + 1))
    assert longest.fits
    assert not longer.fits
    assert (longest.limit, longest.unit) == (limit.most, limit.unit)


def test_a_long_text_becomes_a_thread_only_where_threads_are_shown(platform: PlatformAdapter) -> None:
    rules = text_rules_of_every_platform(clock=FakeClock(), http=SilentServers())
    account, text = an_account(platform=platform.facts.platform), "word " * (platform.facts.text.most // 4)
    if Capability.THREAD in platform.facts.can:
        assert len(rules.split(account, text, "")) > 1
    else:
        with pytest.raises(Refused):
            rules.split(account, text, "")


def test_the_facts_agree_with_each_other(platform: PlatformAdapter) -> None:
    facts = platform.facts
    assert set(facts.reply_windows) <= facts.surfaces
    assert Surface.DIRECT_MESSAGE in facts.surfaces or Capability.REPLY_PRIVATELY not in facts.can
    assert Capability.REPLY_PRIVATELY in facts.can or Capability.IMAGES_PRIVATELY not in facts.can
    assert bool(facts.images.alt) is (Capability.ALT_TEXT in facts.can)
    assert bool(facts.credential) is bool({Capability.READ, Capability.PUBLISH} & facts.can)
    assert bool(facts.credential_needs) is bool(facts.credential)
    assert not {Capability.CONTENT_WARNING, Capability.IMAGE_WARNING} <= facts.can


def test_every_form_can_be_matched(platform: PlatformAdapter) -> None:
    for form in (platform.facts.handle_pattern, *(part.form for part in platform.facts.credential)):
        assert not re.fullmatch(form, "")
        assert not re.fullmatch(form, "two words")


def test_a_post_costs_what_the_facts_say(platform: PlatformAdapter) -> None:
    price = platform.facts.price
    cost = cost_of(price, ["Plain.", "See https://example.org now."])
    assert cost == (None if price is None else price.plain + price.with_link)
    assert cost is None or cost > Decimal(0)


def test_a_post_goes_out_once_and_is_found_again(selby: SimulatedAccount) -> None:
    part = selby.part("The A19 is open again.", images=(an_image(),))
    published = selby.outlet.send(part)
    assert selby.shown() == ["The A19 is open again."]
    found = selby.outlet.look(part)
    assert found is not None
    assert found.native_id == published.native_id
    assert selby.platform.post_links(selby.connections.http).part(selby.account, "nonsense") is None


def test_a_post_that_is_out_is_edited_only_where_the_facts_say_so(selby: SimulatedAccount) -> None:
    published = selby.outlet.send(selby.part("The A19 is open."))
    change = selby.part("The A19 is closed.")
    if Capability.EDIT in selby.platform.facts.can:
        selby.outlet.edit(published, change)
        assert selby.shown() == ["The A19 is closed."]
    else:
        with pytest.raises(Refused):
            selby.outlet.edit(published, change)


def test_a_post_that_is_out_is_withdrawn_only_where_the_facts_say_so(selby: SimulatedAccount) -> None:
    published = selby.outlet.send(selby.part("The A19 is open."))
    if Capability.WITHDRAW in selby.platform.facts.can:
        selby.outlet.withdraw(selby.account, published)
        assert selby.shown() == []
    else:
        with pytest.raises(Refused):
            selby.outlet.withdraw(selby.account, published)


def test_an_unlisted_post_is_only_unlisted_where_the_facts_say_so(selby: SimulatedAccount) -> None:
    part = selby.part("For those who look.", visibility=Visibility.UNLISTED)
    selby.outlet.send(part)
    assert selby.shown() == ["For those who look."]
    is_kept = selby.network.shown(selby.account.handle)[0].public
    assert is_kept or Capability.UNLISTED in selby.platform.facts.can


def test_a_direct_message_is_answered_in_private_only_where_the_facts_say_so(selby: SimulatedAccount) -> None:
    facts, asked = selby.platform.facts, selby.private_message()
    assert Capability.REPLY_PRIVATELY in facts.can
    text = f"@{asked.author.handle} We hear you." if facts.reply_names_recipient else "We hear you."
    published = selby.outlet.send(selby.part(text, reply_to=asked.native_id))
    assert not [post for post in selby.network.shown(selby.account.handle) if post.public and "hear" in post.text]
    if Capability.WITHDRAW_PRIVATELY in facts.can:
        selby.outlet.withdraw(selby.account, published)
    else:
        with pytest.raises(Refused):
            selby.outlet.withdraw(selby.account, published)


def test_a_direct_message_carries_images_only_where_the_facts_say_so(selby: SimulatedAccount) -> None:
    facts, asked = selby.platform.facts, selby.private_message()
    part = selby.part(f"@{asked.author.handle} Look.", reply_to=asked.native_id, images=(an_image(),))
    if Capability.IMAGES_PRIVATELY in facts.can:
        assert selby.outlet.send(part)
    else:
        with pytest.raises(Refused):
            selby.outlet.send(part)


def test_every_surface_of_a_credential_that_is_good_can_be_read(selby: SimulatedAccount) -> None:
    probe = selby.platform.prober(selby.connections).probe(selby.account)
    assert (probe.state, probe.direct_messages) == ("active", "readable")
    selby.network.public("ana").mentions(selby.account.handle, "is it open?")
    assert [message.surface for message in selby.messages()] != []


def test_the_facts_of_the_registry_are_those_of_the_folders() -> None:
    assert {platform: adapter.facts for platform, adapter in PLATFORMS.items()} == FACTS
