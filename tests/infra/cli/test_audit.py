"""A record that somebody changed, cut off or wrote anew does not pass as the one that was written."""

import pytest
from click.testing import CliRunner

from infra.cli.cli import cli
from tests.fakes import NOON
from tests.fakes.audit import FakeAuditTrail
from watchdesk.audit.trail import AuditEvent


class AuditedStack:
    """A stack of which only the audit trail matters."""

    def __init__(self, *actions):
        self.audit_trail = FakeAuditTrail()
        for action in actions:
            self.audit_trail.add(AuditEvent(actor="jane", action=action, about="4f2a", at=NOON))

    def verify(self, *options):
        return CliRunner(mix_stderr=False).invoke(cli, ["audit", "verify", *options], obj=self)


@pytest.fixture
def stack():
    return AuditedStack("accept_post", "approve_post", "withdraw_post")


def test_a_whole_chain_is_said_to_be_whole_and_its_end_is_told(stack):
    result = stack.verify()
    last = stack.audit_trail.chain[-1]
    assert result.exit_code == 0
    assert result.stdout == f"3 entries, and each follows from the one before it.\nThe last: 2:{last.hash}\n"


def test_an_entry_taken_out_is_named(stack):
    del stack.audit_trail.chain[1]
    result = stack.verify()
    assert (result.exit_code, "entry 1 is not what was written" in result.stderr) == (1, True)


def test_an_entry_noted_earlier_stands_there_still(stack):
    noted = stack.audit_trail.chain[1]
    assert stack.verify("--known", f"1:{noted.hash}").exit_code == 0


def test_a_chain_cut_off_at_its_end_is_told_by_what_was_noted(stack):
    noted = stack.audit_trail.chain.pop()
    assert stack.verify().exit_code == 0
    assert stack.verify("--known", f"2:{noted.hash}").exit_code == 1


def test_a_chain_written_anew_is_told_by_what_was_noted(stack):
    noted = stack.audit_trail.chain[-1]
    forged = AuditedStack("accept_post", "reject_post", "withdraw_post")
    assert forged.verify().exit_code == 0
    assert forged.verify("--known", f"2:{noted.hash}").exit_code == 1


def test_nothing_done_is_nothing_wrong():
    result = AuditedStack().verify()
    assert (result.exit_code, result.stdout) == (0, "The audit trail is empty.\n")


@pytest.mark.parametrize("known", ["2", "x:y", "2:"])
def test_what_was_noted_must_be_an_entry(stack, known):
    assert stack.verify("--known", known).exit_code == 64
