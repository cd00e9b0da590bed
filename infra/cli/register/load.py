"""Loads a register from its files, or reports everything that is wrong with it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from infra.cli.register.calendars.fetch import fetch as fetch_https
from infra.cli.register.calendars.import_duties import DutyCalendars
from infra.cli.register.checks.accounts import account_problems
from infra.cli.register.checks.calendars import calendar_problems
from infra.cli.register.checks.escalation_steps import escalation_step_problems
from infra.cli.register.checks.limits import limit_problems
from infra.cli.register.checks.references import reference_problems
from infra.cli.register.checks.rotas import rota_problems
from infra.cli.register.declared import DeclaredRegister, declared_in
from infra.cli.register.document import Document, read_document
from infra.cli.register.model.register import PeopleFile, RegisterFile
from infra.cli.register.problems import InvalidRegisterError, RegisterProblem
from infra.cli.register.shape import shape_problems
from infra.cli.register.sources import Sources
from watchdesk.core.wall_clock import local_day
from watchdesk.register.domain.force import ZONE

DEFAULT_SECRET_PREFIX = "watchdesk"  # noqa: S105  a prefix of names, not a secret


def load_register(
    path: Path,
    people: Path | None = None,
    *,
    secret_prefix: str = DEFAULT_SECRET_PREFIX,
    now: datetime | None = None,
    fetch: Callable[[str], bytes] = fetch_https,
) -> DeclaredRegister:
    """Load the register in `path`, with the people of `people` or of the file `<name>.people.yaml` beside it.

    The register itself may hold the people too. `fetch` reads the calendars of rotas. Duties and bank holidays are
    those known at `now`, which is the present time by default. Raises InvalidRegisterError with everything that is
    wrong, by file and line.
    """
    beside = path.parent / f"{path.stem}.people.yaml"
    second = people or (beside if beside.exists() else None)
    sources = Sources(read_document(path), read_document(second) if second else None)
    today = now or datetime.now(UTC)
    if problems := list(_all_problems(sources, today)):
        raise InvalidRegisterError(problems)
    file = RegisterFile.model_validate(sources.merged())
    imported, wrong = DutyCalendars(path.parent, today, fetch).imported(sources, file)
    if wrong:
        raise InvalidRegisterError(wrong)
    return declared_in(file, secret_prefix=secret_prefix, imported=imported, today=local_day(today, ZONE))


def _all_problems(sources: Sources, now: datetime) -> Iterator[RegisterProblem]:
    """Yield all problems. An unreadable file has only that problem, and a value of the wrong form only one."""
    documents = [document for document in (sources.register, sources.people) if document]
    yield from chain.from_iterable(document.problems for document in documents)
    wrong_form = set(chain.from_iterable(_shape(sources, document) for document in documents))
    yield from wrong_form
    if not all(document.is_read for document in documents):
        return
    judged = {(problem.file, problem.line, problem.path) for problem in wrong_form}
    across = chain(
        reference_problems(sources),
        account_problems(sources),
        escalation_step_problems(sources),
        calendar_problems(sources),
        limit_problems(sources, now),
        rota_problems(sources),
    )
    yield from (found for found in across if (found.file, found.line, found.path) not in judged)


def _shape(sources: Sources, document: Document) -> Iterator[RegisterProblem]:
    model = RegisterFile if document is sources.register else PeopleFile
    return shape_problems(document, model) if document.is_read else iter(())
