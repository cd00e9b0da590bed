"""The screen shows everything that matters, and the texts of the public as plain text."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from infra.local.up import interactive_run
from infra.local.up.function_logs import FunctionFailure
from infra.local.up.local_officer import LocalOfficer
from infra.local.up.received_texts import ReceivedText
from infra.local.up.run_options import RunOptions
from infra.local.up.simulator_client import SimulatorClient
from infra.local.up.status_screen import StatusScreen
from infra.local.up.system import RunningSystem
from infra.local.up.table_reader import AccountRow, AlertRow, MessageRow, TableSnapshot
from tests.builders import an_account
from tests.infra.local.up.example_staff import a_staff
from watchdesk.core.account import AccountId, Platform, Surface
from watchdesk.core.message import MessageKey

NOW = datetime.now(UTC)
LINK = "http://127.0.0.1:4566/_aws/execute-api/0a1b2c3d/a/0123456789a0." + "x" * 22
MESSAGE = MessageRow(
    MessageKey(AccountId("selby"), Surface.MENTION, "1"), "urgent", "unread", NOW + timedelta(minutes=1), "help"
)
TABLES = TableSnapshot(
    (MESSAGE,),
    (AlertRow("0123456789", "selby", "urgent", "CDFH", "acknowledged", 0, "duty-inspector"),),
    (AccountRow("selby", NOW - timedelta(seconds=10), "rate_limit"), AccountRow("york", None, "")),
)
TEXTS = (ReceivedText("1", "+447700900101", f"NY Desk CDFH: 1 urgent overdue. {LINK}", NOW),)


@pytest.fixture
def status_screen():
    system = RunningSystem(
        accounts=(
            an_account("selby-bluesky", district="Selby", platform=Platform.BLUESKY),
            an_account("selby-mastodon", district="Selby", platform=Platform.MASTODON),
        ),
        handles={},
        simulators={Platform.BLUESKY: SimulatorClient(Platform.BLUESKY, "http://127.0.0.1:4567")},
        table_reader=None,
        phones=None,
        staff=a_staff(),
        failures=None,
        officer=LocalOfficer("http://127.0.0.1:4566/api", Path(".run/token"), sign_in=None),
        timings=interactive_run.TIMINGS,
        check_running=lambda: None,
        seconds_to_up=20.0,
    )
    return StatusScreen(system, RunOptions(root=Path(), run_folder=Path(".run")))


def rendered(status_screen):
    console = Console(width=200, height=50, record=True, file=io.StringIO(), color_system="truecolor")
    console.print(status_screen.render(NOW))
    return console


def words_on(status_screen):
    return rendered(status_screen).export_text()


def test_accounts_messages_alerts_and_texts_are_on_the_screen(status_screen):
    status_screen.update(TABLES, TEXTS, ())

    shown = words_on(status_screen)

    for expected in ("10 s ago", "rate_limit", "not yet", "help", "CDFH", "duty-inspector", "+447700900101"):
        assert expected in shown
    assert "1 stored, 1 waiting" in shown
    assert "http://127.0.0.1:4567" in shown


def test_how_to_publish_is_on_the_screen_and_the_token_is_not(status_screen):
    shown = words_on(status_screen)

    assert "export WATCHDESK_API=http://127.0.0.1:4566/api WATCHDESK_TOKEN=$(cat .run/token)" in shown
    assert "watchdesk post --to selby-bluesky --to selby-mastodon --as full --wait" in shown
    assert "curl -H" in shown


def test_the_link_of_a_text_can_be_opened_from_the_terminal(status_screen):
    status_screen.update(TableSnapshot(), TEXTS, ())

    assert f'href="{LINK}"' in rendered(status_screen).export_html()


def test_errors_take_the_screen_only_when_there_are_some(status_screen):
    status_screen.update(TABLES, (), ())
    assert "errors the functions logged" not in words_on(status_screen)

    status_screen.update(
        TABLES, (), (FunctionFailure("EscalateAlerts", "AccessDenied: its role does not allow sns:Publish"),)
    )

    assert "AccessDenied: its role does not allow sns:Publish" in words_on(status_screen)


def test_the_public_cannot_style_or_move_the_terminal(status_screen):
    hostile = replace(MESSAGE, text="[bold red]now[/] \x1b[2J\r\nsecond line")
    status_screen.update(replace(TABLES, messages=(hostile,)), (), ())

    shown = words_on(status_screen)

    assert "[bold red]now[/]" in shown
    assert "\x1b" not in shown
    assert "\r" not in shown


def test_without_a_screen_every_new_line_is_shown_once(status_screen):
    failure = FunctionFailure("SweepOverdue", "slow")
    status_screen.update(TABLES, TEXTS, (failure,))

    assert list(status_screen.new_lines()) == [
        f"text to +447700900101: {TEXTS[0].body}",
        "SweepOverdue logged: slow",
    ]
    assert list(status_screen.new_lines()) == []


def test_who_is_on_duty_is_on_the_screen_by_name(status_screen):
    assert "Sgt Hale" in words_on(status_screen)


def test_an_answer_is_shown_once(status_screen):
    status_screen.update(TABLES, (), (), ["Sgt Hale texted back: CDFH a"])

    assert "texted back: CDFH a" in words_on(status_screen)
    assert list(status_screen.new_lines()) == ["Sgt Hale texted back: CDFH a"]
    assert list(status_screen.new_lines()) == []


def test_the_newest_text_is_the_one_that_is_always_on_the_screen(status_screen):
    texts = [ReceivedText(str(n), "+447700900101", f"text number {n} of many", NOW) for n in range(40)]
    status_screen.update(TABLES, texts, ())

    shown = words_on(status_screen)

    assert "text number 39" in shown
    assert "text number 0 " not in shown


def test_every_rota_and_the_code_of_an_alert_have_room(status_screen):
    status_screen.update(TABLES, TEXTS, ())

    shown = words_on(status_screen)

    assert "last resort" in shown
    assert "CDFH" in shown
