"""A register that is right becomes the domain's own objects."""

import json
from datetime import time, timedelta
from pathlib import Path

import jsonschema
import pytest
import yaml

from infra.cli.register.declared import localised
from infra.cli.register.load import load_register
from infra.cli.register.model.durations import LONGEST, parse_duration, write_duration
from infra.cli.register.model.platforms import DECLARABLE
from infra.cli.register.schema import PEOPLE_SCHEMA, REGISTER_SCHEMA, as_text, people_schema, register_schema
from tests.infra.cli.register.register_text import PEOPLE, RIGHT, problems_of, written
from watchdesk.core.account import AccountState, Platform, Surface
from watchdesk.core.message import Urgency
from watchdesk.inbox.domain.triage import triage
from watchdesk.register.domain.force import DailyTest
from watchdesk.register.domain.person import PersonId

ROOT = Path(__file__).parents[4]
EXAMPLE = ROOT / "examples" / "north-yorkshire.yaml"
DISTRICTS = {"Craven", "Hambleton", "Harrogate", "Richmondshire", "Ryedale", "Scarborough", "Selby", "York"}


def shortest(policy, urgency, surface):
    return min(limit.first_look for limit in policy.limits_for(urgency, surface))


def test_a_register_may_hold_its_people_itself(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text(RIGHT + PEOPLE, encoding="utf-8")
    assert [person.id for person in load_register(path).people] == [
        "control-room",
        "sergeant",
        "constable",
        "inspector",
    ]


def test_a_people_file_may_stand_elsewhere(tmp_path):
    path = written(tmp_path)
    elsewhere = path.with_name("register.people.yaml").rename(tmp_path / "numbers.yaml")
    assert {problem.path for problem in problems_of(path)} >= {"force.last_resort", "rotas.duty-desk.people[0]"}
    assert len(load_register(path, elsewhere).people) == 4


def test_an_account_gets_its_defaults_and_the_name_of_its_secret(tmp_path):
    account = load_register(written(tmp_path), secret_prefix="watchdesk/dev").accounts[0]
    assert account.secret == "watchdesk/dev/bluesky/selby-bluesky"
    assert account.surfaces == DECLARABLE[Platform.BLUESKY].surfaces
    assert (account.state, account.poll_every, account.backfill) == (
        AccountState.ACTIVE,
        timedelta(minutes=1),
        timedelta(days=7),
    )


def test_the_example_covers_the_force_and_its_districts_on_every_supported_platform():
    accounts = load_register(EXAMPLE).accounts
    assert {account.district for account in accounts} == DISTRICTS | {"force-wide"}
    assert {account.platform for account in accounts} == set(DECLARABLE)
    assert [(a.id, a.successor) for a in accounts if not a.is_watched] == [
        ("whitby-bluesky", "scarborough-bluesky")
    ]


@pytest.mark.parametrize("policy", load_register(EXAMPLE).policies, ids=lambda policy: policy.id)
def test_the_example_shortens_direct_messages_and_reads_welsh(policy):
    for urgency in Urgency:
        direct, public = (shortest(policy, urgency, s) for s in (Surface.DIRECT_MESSAGE, Surface.MENTION))
        assert direct < public
    assert triage("Mae ganddo gyllell!", policy.triage)[0] is Urgency.URGENT


def test_a_local_run_gets_its_own_servers_and_short_limits():
    declared = localised(
        load_register(EXAMPLE),
        servers={"bluesky": "http://127.0.0.1:1", "york-bluesky": "http://127.0.0.1:2"},
        limits={Urgency.URGENT: timedelta(seconds=5)},
        wait=timedelta(seconds=2),
        poll_every=timedelta(seconds=1),
    )
    servers = {account.id: account.server for account in declared.accounts}
    assert servers["selby-bluesky"] == "http://127.0.0.1:1"
    assert servers["york-bluesky"] == "http://127.0.0.1:2"
    assert servers["york-mastodon"] == "https://social.example"
    assert {account.poll_every for account in declared.accounts} == {timedelta(seconds=1)}
    for policy in declared.policies:
        assert shortest(policy, Urgency.URGENT, Surface.MENTION) == timedelta(seconds=5)
        assert shortest(policy, Urgency.PRIORITY, Surface.MENTION) >= timedelta(hours=1)
        assert {step.wait for step in policy.steps} == {timedelta(seconds=2)}


def test_numbers_for_drama_are_pointed_out():
    assert load_register(EXAMPLE).notes[0].startswith("9 of 9 people have a number for drama")


@pytest.mark.parametrize(
    ("file", "schema"), [(REGISTER_SCHEMA, register_schema()), (PEOPLE_SCHEMA, people_schema())], ids=str
)
def test_the_committed_schema_is_the_models(file, schema):
    assert (ROOT / file).read_text(encoding="utf-8") == as_text(schema), "run: watchdesk schema --write"


def test_an_editor_accepts_the_examples():
    for file, schema in (
        (EXAMPLE, REGISTER_SCHEMA),
        (EXAMPLE.with_name("north-yorkshire.people.yaml"), PEOPLE_SCHEMA),
    ):
        text = file.read_text(encoding="utf-8")
        assert text.startswith(f"# yaml-language-server: $schema=../{schema}\n")
        jsonschema.validate(yaml.safe_load(text), json.loads((ROOT / schema).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("20s", 20), ("15m", 900), ("2h", 7200), ("1d", 86400), ("1h30m", 5400), ("1d2h3m4s", 93784)],
)
def test_a_duration_is_read_and_written_the_same_way(text, seconds):
    assert parse_duration(text).total_seconds() == seconds
    assert write_duration(parse_duration(text)) == text


@pytest.mark.parametrize(
    "text", ["", "0s", "-5m", "5", "5 m", "1.5h", "m", "5m2h", "400d", "9" * 30 + "d", None, 5, "٣m"]
)
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError, match="write"):
        parse_duration(text)


def test_the_longest_duration_is_a_leap_year():
    assert parse_duration("366d") == LONGEST


def test_a_register_declares_the_daily_test_and_a_local_run_goes_without(tmp_path):
    test = "  last_resort: control-room\n  canary: {person: sergeant, at: '09:00', answer_within: 15m}\n"
    path = written(tmp_path, RIGHT.replace("  last_resort: control-room\n", test))
    declared = load_register(path)
    expected = DailyTest(person=PersonId("sergeant"), at=time(9), answer_within=timedelta(minutes=15))
    assert declared.force.canary == expected
    assert localised(declared).force.canary is None
