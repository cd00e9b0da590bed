"""What the documents say of commands, alarms, texts and the register is so."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
import yaml

from infra.cli.cli import cli
from tests.infra.cli.register.register_text import PEOPLE, RIGHT, problems_of, written
from watchdesk.alerting.domain.alert import Code
from watchdesk.alerting.sms.alert_text import AlertTextFacts, compose_alert_text
from watchdesk.alerting.sms.follow_up_text import AcknowledgedAlert, compose_follow_up
from watchdesk.alerting.sms.other_alerts import OtherAlert
from watchdesk.alerting.sms.reply_parser import AlertReply, Keyword, ReplyAction, ReplyScope, parse_reply
from watchdesk.core.message import Urgency
from watchdesk.register.domain.alert_group import AlertGroup

DOCUMENTS = [Path("README.md"), Path("CHANGELOG.md"), *Path("docs").glob("*.md"), *Path("docs/adr").glob("*.md")]
RUNBOOK = Path("docs/runbook.md").read_text(encoding="utf-8")
REGISTER = Path("docs/register.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
AT = datetime(2026, 1, 5, 2, 14, tzinfo=UTC)
OTHERS = (
    OtherAlert(account="York", code=Code("P4RD"), group=AlertGroup.URGENT),
    OtherAlert(account="Goole", code=Code("R9TM"), group=AlertGroup.ROUTINE),
    OtherAlert(account="Malton", code=Code("T3VX"), group=AlertGroup.ROUTINE),
)
EXAMPLES = [body for kind, body in FENCED.findall(REGISTER) if kind == "yaml"]


def commands_in(text: str) -> Iterator[list[str]]:
    """The words after every `watchdesk` that begins a piece of code."""
    fenced = [line for _, body in FENCED.findall(text) for line in body.splitlines()]
    for piece in (*fenced, *re.findall(r"`([^`\n]+)`", FENCED.sub("", text))):
        words = piece.split("#")[0].split()
        if words[:1] == ["watchdesk"]:
            yield words[1:]


def unknown_in(words: list[str]) -> list[str]:
    """Whatever of a command's names and options is not there."""
    command: click.Command = cli
    left = list(words)
    while isinstance(command, click.Group) and left:
        word = left.pop(0)
        if word in {"--stack", "--stage"}:
            left.pop(0)
        elif word != "*":
            context = click.Context(command)
            if not set(word.split("|")) <= set(command.list_commands(context)):
                return [word]
            command = command.get_command(context, word.split("|")[0])
    known = {option for each in command.params for option in each.opts} | {"--help"}
    return [word for word in left if word.startswith("--") and word not in known]


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_command_named_is_there_with_its_options(document):
    text = document.read_text(encoding="utf-8")
    assert [words for words in commands_in(text) if unknown_in(words)] == []


def anchors(text: str) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_between_documents_leads_somewhere(document):
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", document.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        other = document.parent / name if name else document
        assert other.exists(), target
        assert not anchor or anchor in anchors(other.read_text(encoding="utf-8")), target


def test_every_alarm_has_a_row_in_the_runbook_and_every_row_an_alarm():
    resources = yaml.safe_load(re.sub(r"!\w+", "", Path("infra/stacks/monitoring.yaml").read_text()))["Resources"]
    alarms = {name for name, each in resources.items() if each["Type"] == "AWS::CloudWatch::Alarm"}
    section = RUNBOOK[RUNBOOK.index("| alarm |") :].split("\n\n")[0]
    rows = [name for line in section.splitlines()[2:] for name in line.split("|")[1].strip().split(", ")]
    assert sorted(rows) == sorted(alarms)


def test_the_texts_in_the_runbook_are_worded_as_they_are_sent():
    urgent = AlertTextFacts(
        force="Ridings",
        code=Code("K7MX"),
        group=AlertGroup.URGENT,
        account="Selby Bluesky",
        counts={Urgency.URGENT: 3},
        oldest=timedelta(minutes=45),
        link="https://...",
        can_reply=True,
    )
    assert f"\n{compose_alert_text(urgent)}\n" in RUNBOOK
    quoted = {
        "due in 10min": compose_alert_text(
            replace(urgent, group=AlertGroup.WARNING, due_in=timedelta(minutes=10))
        ),
        "from before it was watched": compose_alert_text(replace(urgent, group=AlertGroup.HISTORY)),
        "+1 urgent, 2 routine: York P4RD": compose_alert_text(replace(urgent, others=OTHERS)),
        "K7MX taken by Sgt Hale 02:14": compose_follow_up(
            "Ridings", [AcknowledgedAlert(code=Code("K7MX"), by="Sgt Hale", at=AT)]
        ),
        "this is the daily test": compose_alert_text(replace(urgent, group=AlertGroup.DAILY_TEST)),
    }
    for words, text in quoted.items():
        assert f"| `{words}" in RUNBOOK
        assert words in text


def test_what_the_runbook_says_one_may_text_is_understood_as_it_says():
    table = RUNBOOK[RUNBOOK.index("| you text |") :].split("\n\n")[0]
    texts = {text: parse_reply(text) for line in table.splitlines()[2:] for text in re.findall(r"`([^`]+)`", line)}
    code = Code("K7MX")
    assert texts == {
        **dict.fromkeys(("K7MX", "K7MX A", "OK K7MX"), AlertReply(ReplyAction.ACKNOWLEDGE, code)),
        **dict.fromkeys(("A", "OK", "YES"), AlertReply(ReplyAction.ACKNOWLEDGE, ReplyScope.LATEST)),
        "ALL": AlertReply(ReplyAction.ACKNOWLEDGE, ReplyScope.ALL),
        "K7MX E": AlertReply(ReplyAction.ESCALATE, code),
        "E": AlertReply(ReplyAction.ESCALATE, ReplyScope.LATEST),
        "K7MX C": AlertReply(ReplyAction.CLOSE, code),
        "C": AlertReply(ReplyAction.CLOSE, ReplyScope.LATEST),
        "STOP": Keyword.STOP,
        "START": Keyword.START,
        "HELP": Keyword.HELP,
    }


def test_every_key_of_the_register_is_explained():
    schema = json.loads(Path("docs/register.schema.json").read_text())
    pieces = [*re.findall(r"`([^`\n]+)`", FENCED.sub("", REGISTER)), *EXAMPLES]
    explained = {word for piece in pieces for word in re.findall(r"\w+", piece)}
    assert {key for entry in schema["$defs"].values() for key in entry.get("properties", {})} - explained == set()
    assert set(schema["properties"]) - explained == set()


def people_of(rotas: str) -> str:
    """The people file, with everybody who may be meant by a word of these rotas besides."""
    words = sorted(set(re.findall(r"[a-z]+(?:-[a-z]+)*", rotas)) - set(yaml.safe_load(PEOPLE)["people"]))
    more = (
        f'  "{word}":\n    name: Officer {n}\n    phone: "+447700900{100 + n}"\n' for n, word in enumerate(words)
    )
    return PEOPLE + "".join(more)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_a_register_is_right(tmp_path, example):
    register = yaml.safe_load(RIGHT)
    for section, entries in yaml.safe_load(example).items():
        register.setdefault(section, {}).update(entries)
    path = written(tmp_path, yaml.safe_dump(register, sort_keys=False), people_of(example))
    assert problems_of(path) == []


def test_there_are_examples_to_prove():
    assert EXAMPLES
