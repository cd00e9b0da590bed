"""`watchdesk rehearse`: a month through the real rules, before anybody is woken by them."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from infra.cli.exits import RefusedError
from infra.cli.parameters import AS_JSON, PEOPLE, REGISTER
from infra.cli.register.declared import DeclaredRegister
from infra.cli.register.load import load_register
from infra.cli.register.model.durations import parse_duration
from infra.cli.register.problems import quote_value, suggestion
from infra.cli.stack import Stack
from infra.cli.tables import show_table
from infra.rehearsal.json_output import result_json
from infra.rehearsal.months.month import Month
from infra.rehearsal.months.recorded_month import UnreadableMonthError, recorded_month
from infra.rehearsal.months.stored_month import stored_month
from infra.rehearsal.months.synthetic_month import synthetic_month
from infra.rehearsal.rehearsal_case import RehearsalCase
from infra.rehearsal.result import RehearsalResult
from infra.rehearsal.staff import NEVER, REALISTIC, AnswerModel, always
from infra.rehearsal.summary import PRICE
from infra.rehearsal.tables import output_order
from watchdesk.core.account import PolicyId

SYNTHETIC, STORED = "synthetic", "stored"
DAYS = 30
MOST_CASES = 2
FORMATS = ("png", "svg")
MODEL = """The synthetic month has 1,000 messages a day, fewer by night, and a ten-fold hour on its tenth day. A
file has the columns received, account, surface, and urgency or text; and sent, handled and id if they are known.
`realistic` answers 7 texts in 10, after some four minutes; whoever answers deals with the messages. The desk works
from 7 to 22 h, 150 messages an hour at most, unless the month says when each was handled."""


class AnswersType(click.ParamType):
    name = "answers"

    def convert(
        self, value: str | AnswerModel, param: click.Parameter | None, ctx: click.Context | None
    ) -> AnswerModel:
        if isinstance(value, AnswerModel):
            return value
        kind, _, after = value.partition(":")
        if kind == "always" and after:
            try:
                return always(parse_duration(after))
            except ValueError as error:
                self.fail(f"{after!r} {error}", param, ctx)
        known = {each.name: each for each in (NEVER, REALISTIC)}
        if value not in known:
            self.fail(f"{value!r} is none of never, always:5m (or another time) and realistic", param, ctx)
        return known[value]


@click.command(epilog=MODEL)
@REGISTER
@PEOPLE
@click.option(
    "--policy", "policies", multiple=True, metavar="ID", help="Put every account under it; two are compared."
)
@click.option(
    "--against", type=click.Path(path_type=Path), metavar="REGISTER", help="Another register to compare."
)
@click.option(
    "--month",
    "wanted",
    default=SYNTHETIC,
    show_default=True,
    metavar="synthetic|stored|FILE.csv",
    help="Invented, the stack's own history (without words), or a file.",
)
@click.option("--days", type=click.IntRange(1, 366), help=f"How many days; not for a file.  [default: {DAYS}]")
@click.option(
    "--answers",
    type=AnswersType(),
    default=REALISTIC,
    metavar="never|always:5m|realistic",
    help="How people answer texts.  [default: realistic]",
)
@click.option(
    "--price",
    type=click.FloatRange(0, 10),
    default=float(PRICE),
    show_default=True,
    help="US dollars for one part of a text; the default is an assumption.",
)
@click.option(
    "--image", type=click.Path(path_type=Path, dir_okay=False), help="Also draw the result, as .png or .svg."
)
@AS_JSON
@click.pass_obj
def rehearse(  # noqa: PLR0913, PLR0917  one parameter an option
    stack: Stack,
    register: Path,
    people: Path | None,
    policies: tuple[str, ...],
    against: Path | None,
    wanted: str,
    days: int | None,
    answers: AnswerModel,
    price: float,
    image: Path | None,
    as_json: bool,
) -> None:
    """Rehearse a month with a register.

    The messages go through the same triage, limits, steps and rate limits that run in the cloud, in simulated
    time. The result shows whom the register would text and when, what would wait too long, and what it would cost.
    Every number counts as verified. Nothing is written, and AWS is read only for `--month stored`.
    """
    if image and image.suffix.lower().lstrip(".") not in FORMATS:
        raise click.BadParameter("must end in .png or .svg", param_hint="--image")
    if image and not image.parent.is_dir():
        raise RefusedError(f"{image} cannot be written: there is no folder {image.parent}")
    cases = _cases(load_register(register, people), policies, _other_register(against, people))
    month = _month(stack, wanted, days, cases[0].declared)
    found = _rehearsed(cases, month, answers)
    previews = [case.preview(month) for case in cases]
    if as_json:
        click.echo(json.dumps(result_json(month, found, previews, Decimal(str(price))), indent=2))
    else:
        click.echo(f"{month.name}: {month.count:,} messages; answers: {answers}; {price} USD a part")
        for each in output_order(found, previews, Decimal(str(price))):
            show_table(each) if isinstance(each, Table) else click.echo(each)
    if image:
        _draw(found, image, f"Rehearsal of {month.name}")


def _rehearsed(cases: Sequence[RehearsalCase], month: Month, answers: AnswerModel) -> list[RehearsalResult]:
    found = []
    for case in cases:
        with _progress(f"rehearsing {case.name}", month.count) as progress:
            found.append(case.rehearse(month, answers, progress))
    return found


def _other_register(against: Path | None, people: Path | None) -> DeclaredRegister | None:
    """Load the other register, with the people file beside it or else with the same people."""
    if against is None:
        return None
    beside = against.parent / f"{against.stem}.people.yaml"
    return load_register(against, None if beside.exists() else people)


def _cases(
    declared: DeclaredRegister, policies: Sequence[str], other: DeclaredRegister | None
) -> list[RehearsalCase]:
    """Return one case, or two that can be compared. Raise RefusedError for an unknown policy or for more cases."""
    known = {policy.id for policy in declared.policies}
    for policy in policies:
        if policy not in known:
            raise RefusedError(f"the register has no policy {quote_value(policy)}: {suggestion(policy, known)}")
    cases = [RehearsalCase(name=policy, declared=declared, policy=PolicyId(policy)) for policy in policies]
    cases = cases or [RehearsalCase(name="as declared", declared=declared)]
    if other is not None:
        cases.append(RehearsalCase(name="the other register", declared=other))
    if len(cases) > MOST_CASES:
        raise RefusedError("only two can be compared: give --policy twice, or --against and at most one --policy")
    return cases


def _month(stack: Stack, wanted: str, days: int | None, declared: DeclaredRegister) -> Month:
    """Return the synthetic, the stored or the recorded month. Raise RefusedError if it cannot be read."""
    try:
        if wanted == SYNTHETIC:
            return synthetic_month(declared.accounts, days=days or DAYS)
        if wanted == STORED:
            with _progress("reading the stack's history", None) as progress:
                table = stack.output("MessagesTableName")
                return stored_month(stack.dynamodb, table, stack.clock.now(), days or DAYS, progress)
        if days:
            raise RefusedError("--days is for the synthetic and the stored month: a file is as long as it is")
        return recorded_month(Path(wanted))
    except UnreadableMonthError as error:
        raise RefusedError(str(error)) from error


def _draw(found: Sequence[RehearsalResult], image: Path, title: str) -> None:
    from infra.rehearsal.picture import draw_results  # noqa: PLC0415  matplotlib takes longer to import than most commands run

    try:
        draw_results(found, image, title)
    except OSError as error:
        raise RefusedError(f"{image} cannot be written: {error.strerror}") from error
    click.echo(f"drawn: {image}", err=True)


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on a terminal, and nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
