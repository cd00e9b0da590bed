"""`watchdesk doctor` checks everything now and says what to do about what is wrong."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

import click
from rich.markup import escape
from rich.table import Table

from infra.cli.doctor.run_checks import AccountProof, CheckAnswer, CheckStatus, account_proofs, is_well, run_checks
from infra.cli.doctor.stack_checks import audit_settings, checks_of, skipped_checks
from infra.cli.exits import DONE, NO
from infra.cli.parameters import AS_JSON
from infra.cli.stack import Stack
from infra.cli.tables import show_table

SHOWN = 5
"""How many ids a line names before it gives the number of the rest. --json names all."""
_COLOURS = {
    CheckStatus.WELL: "green",
    CheckStatus.WRONG: "red",
    CheckStatus.UNKNOWN: "yellow",
    CheckStatus.NOT_EXAMINED: "dim",
}


@click.command()
@AS_JSON
@click.pass_obj
def doctor(stack: Stack, as_json: bool) -> int:
    """Check everything now, and say what to do.

    Makes the checks of audit_watch with your own rights, and those that only an operator can make. It only reads;
    audit_watch repairs what it can every five minutes. Ends with 1 if anything is wrong or could not be checked.
    """
    settings = audit_settings(stack)
    answers = run_checks(checks_of(stack, settings), skipped_checks(settings))
    polled = {poll.account: (poll, states) for poll, states in stack.coverage.all()}
    proved = list(account_proofs(stack.register.accounts(), polled))
    if as_json:
        click.echo(json.dumps(_document(stack.clock.now(), answers, proved), indent=2))
    else:
        show_table(_answers(answers))
        show_table(_proofs(proved))
        click.echo(_summary(answers))
    return DONE if is_well(answers) else NO


def _document(now: datetime, answers: Sequence[CheckAnswer], proved: Sequence[AccountProof]) -> dict[str, object]:
    return {
        "examined_at": now.isoformat(),
        "well": is_well(answers),
        "examinations": [answer.as_json() for answer in answers],
        "accounts": [
            {
                "account": proof.account,
                "last_success": _iso_time(proof.last_success),
                "credential_ends_at": _iso_time(proof.credential_ends_at),
            }
            for proof in proved
        ],
    }


def _answers(answers: Sequence[CheckAnswer]) -> Table:
    """Return the table of the answers. Findings that differ only in what they are about share a line."""
    table = Table("examined", "verdict", "about", "what is wrong", "what to do")
    for line, alike in groupby(answers, key=_line):
        names = [answer.finding.about for answer in alike if answer.finding is not None]
        check, status, meaning, remedy = line
        cells = (check, status.replace("_", " "), _shortened_list(names), meaning, remedy)
        table.add_row(*map(escape, cells), style=_COLOURS[CheckStatus(status)])
    return table


def _line(answer: CheckAnswer) -> tuple[str, str, str, str]:
    finding = answer.finding
    meaning = answer.why if finding is None else f"{finding.kind.meaning} {finding.detail}".strip()
    return answer.check, answer.status, meaning, answer.remedy


def _shortened_list(names: Sequence[str]) -> str:
    left = len(names) - SHOWN
    return "\n".join(names if left <= 1 else [*names[:SHOWN], f"and {left} more"])


def _proofs(proved: Sequence[AccountProof]) -> Table:
    table = Table("account", "last seen to work", "credential ends")
    for proof in proved:
        ends = f"{proof.credential_ends_at:%Y-%m-%d}" if proof.credential_ends_at else "not said"
        last = f"{proof.last_success:%Y-%m-%d %H:%M:%SZ}" if proof.last_success else "never"
        table.add_row(proof.account, last, ends, style="" if proof.last_success else "red")
    return table


def _summary(answers: Sequence[CheckAnswer]) -> str:
    wrong = sum(answer.status is CheckStatus.WRONG for answer in answers)
    unknown = sum(answer.status is CheckStatus.UNKNOWN for answer in answers)
    if is_well(answers):
        return click.style("All is well.", fg="green")
    return click.style(f"{wrong} wrong, {unknown} could not be examined. Nothing was changed.", fg="red")


def _iso_time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
