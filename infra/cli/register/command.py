"""`watchdesk validate`, `plan`, `apply` and `schema` check the register's files and write them to a stack."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from infra.cli.exits import DIFFERENT, NO, RefusedError
from infra.cli.parameters import AS_JSON, PEOPLE, REGISTER
from infra.cli.register.declared import DeclaredRegister
from infra.cli.register.load import load_register
from infra.cli.register.plan.plan import Plan, StartPolling
from infra.cli.register.plan.plan_checks import plan_problems
from infra.cli.register.plan.show import plan_json, plan_lines, step_line
from infra.cli.register.schema import PEOPLE_SCHEMA, REGISTER_SCHEMA, as_text, people_schema, register_schema
from infra.cli.stack import Stack
from watchdesk.register.domain.person import Person

Problems = Sequence[str]


@click.command()
@REGISTER
@PEOPLE
def validate(register: Path, people: Path | None) -> None:
    """Say everything that is wrong with a register.

    Asks nothing of AWS.
    """
    declared = load_register(register, people)
    for note in declared.notes:
        click.echo(f"note: {note}", err=True)
    watched = sum(account.is_watched for account in declared.accounts)
    click.echo(
        f"{register} is right: {watched} accounts watched, {len(declared.accounts) - watched} retired, "
        f"{len(declared.policies)} policies, {len(declared.rotas)} rotas, {len(declared.people)} people, "
        f"{len(declared.officers)} officers."
    )


@click.command()
@REGISTER
@PEOPLE
@AS_JSON
@click.option("--exit-code", is_flag=True, help="End with 2 if there are differences.")
@click.pass_obj
def plan(stack: Stack, register: Path, people: Path | None, as_json: bool, exit_code: bool) -> int:
    """Show what apply would change.

    Field by field, old -> new, in the order in which it would be written; phone numbers are masked.
    """
    declared, wanted, refused = _planned(stack, register, people)
    if as_json:
        click.echo(json.dumps(plan_json(wanted, refused, declared.notes), indent=2))
    else:
        _show(wanted, declared, refused)
    if refused:
        return NO
    return DIFFERENT if exit_code and wanted.steps else 0


@click.command()
@REGISTER
@PEOPLE
@click.option("--yes", is_flag=True, help="Retire accounts and drop surfaces without asking.")
@click.pass_obj
def apply(stack: Stack, register: Path, people: Path | None, yes: bool) -> int:
    """Write exactly what plan shows.

    Safe to repeat, and to break off: the next run writes the rest. Asks before it retires an account.
    """
    declared, wanted, refused = _planned(stack, register, people)
    _show(wanted, declared, refused)
    if refused:
        return NO
    if not wanted.steps:
        return 0
    _consent(wanted, yes=yes)
    stack.deployed.apply(wanted, lambda step: click.echo(f"done: {step_line(step)}"))
    if stack.deployed.plan_for(declared.everything()).writes:
        raise RefusedError("somebody changed the register meanwhile: look at `watchdesk plan` and apply again")
    for line in _what_is_left(wanted):
        click.echo(line)
    return 0


@click.command()
@click.option("--people", is_flag=True, help="The schema of the people file.")
@click.option("--write", is_flag=True, help="Write both schemas to docs/ instead of printing one.")
def schema(people: bool, write: bool) -> None:
    """Print the JSON Schema of a register, for editors."""
    if write:
        REGISTER_SCHEMA.write_text(as_text(register_schema()), encoding="utf-8")
        PEOPLE_SCHEMA.write_text(as_text(people_schema()), encoding="utf-8")
    else:
        click.echo(as_text(people_schema() if people else register_schema()), nl=False)


def _what_is_left(applied: Plan) -> Iterator[str]:
    """Yield what must be done by hand before the whole register takes effect."""
    for step in applied.steps:
        if isinstance(step, StartPolling):
            yield f"If it is new, give {step.account} its credential: watchdesk secret put {step.account}"
    for write in applied.writes:
        before, after = write.before, write.after
        if isinstance(after, Person) and not (isinstance(before, Person) and before.phone == after.phone):
            yield f"Until its number is proved, {after.id} is passed over: watchdesk number verify {after.id}"


def _planned(stack: Stack, register: Path, people: Path | None) -> tuple[DeclaredRegister, Plan, Problems]:
    declared = load_register(register, people).under(stack.output("SecretPrefix"))
    everything = declared.everything()
    wanted = stack.deployed.plan_for(everything)
    return declared, wanted, plan_problems(wanted, everything, stack.open_messages)


def _show(wanted: Plan, declared: DeclaredRegister, refused: Problems) -> None:
    for line in plan_lines(wanted):
        click.echo(line)
    for note in declared.notes:
        click.echo(f"note: {note}", err=True)
    for why in refused:
        click.echo(f"refused: {why}", err=True)


def _consent(wanted: Plan, *, yes: bool) -> None:
    """Ask before less is watched than now. Raises RefusedError if nobody can agree or the answer is no."""
    less = [f"retire {account.id}" for account in wanted.retirements()]
    less += [f"no longer watch {', '.join(gone)} of {account.id}" for account, gone in wanted.narrowings()]
    if not less or yes:
        return
    if not sys.stdin.isatty():
        raise RefusedError(f"this would {'; '.join(less)}: say --yes if that is meant")
    if not click.confirm(f"This will {'; '.join(less)}. Go on?", err=True):
        raise RefusedError("nothing was written")
