"""Compares a file with the model, and describes every difference in our own words."""

from collections.abc import Callable, Iterator, Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from infra.cli.register.document import Document
from infra.cli.register.model.calendar import CalendarEntry
from infra.cli.register.model.daily_test import DailyTestEntry
from infra.cli.register.model.platforms import DECLARABLE
from infra.cli.register.model.register import (
    AccountEntry,
    ForceEntry,
    LimitEntry,
    OfficerEntry,
    PersonEntry,
    PolicyEntry,
    StepEntry,
    TriageEntry,
)
from infra.cli.register.model.rota import OverrideEntry, RotaEntry, RotationEntry, ShiftEntry, SwapEntry
from infra.cli.register.problems import RegisterProblem, Where, quote_value, suggestion
from watchdesk.core.account import Platform

_ENTRIES: Mapping[Where, type[BaseModel]] = {
    ("force",): ForceEntry,
    ("force", "canary"): DailyTestEntry,
    ("accounts", "*"): AccountEntry,
    ("people", "*"): PersonEntry,
    ("officers", "*"): OfficerEntry,
    ("rotas", "*"): RotaEntry,
    ("rotas", "*", "shifts", "*"): ShiftEntry,
    ("rotas", "*", "rotation"): RotationEntry,
    ("rotas", "*", "overrides", "*"): OverrideEntry,
    ("rotas", "*", "swaps", "*"): SwapEntry,
    ("calendars", "*"): CalendarEntry,
    ("policies", "*"): PolicyEntry,
    ("policies", "*", "limits", "*"): LimitEntry,
    ("policies", "*", "steps", "*"): StepEntry,
    ("policies", "*", "triage", "*"): TriageEntry,
}


def shape_problems(document: Document, model: type[BaseModel]) -> Iterator[RegisterProblem]:
    """Yield every key and value that the model does not allow, and every one that is missing."""
    try:
        model.model_validate(document.data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            where = tuple(part for part in details["loc"] if part != "[key]")
            say = _WORDS.get(details["type"], _other_problem)
            yield document.problem(where, say(details, where, _model_at(where[:-1], model)))


def _model_at(where: Where, top: type[BaseModel]) -> type[BaseModel]:
    starred = tuple("*" if isinstance(key, int) or at == 1 else key for at, key in enumerate(where))
    return _ENTRIES.get(where if where[:1] == ("force",) else starred, top)


def _unknown_key(_: ErrorDetails, where: Where, model: type[BaseModel]) -> str:
    return f"is no key here: {suggestion(str(where[-1]), model.model_fields)}"


def _missing(_: ErrorDetails, where: Where, model: type[BaseModel]) -> str:
    field = model.model_fields.get(str(where[-1]))
    return f"is missing. {field.description if field else ''}".rstrip()


def _not_one_of(details: ErrorDetails, _: Where, __: type[BaseModel]) -> str:
    given = details["input"]
    known = [part.strip(" '") for part in details["ctx"]["expected"].replace(" or ", ",").split(",")]
    return f"{quote_value(given)} is not known here: {suggestion(str(given), known)}"


def _no_platform(details: ErrorDetails, _: Where, __: type[BaseModel]) -> str:
    given = details["input"]
    if isinstance(given, str) and given in set(Platform):
        supported = " and ".join(DECLARABLE)
        return f"{given} has no adapter yet, so nothing would watch it: declare accounts on {supported} only"
    return f"{quote_value(given)} is not known here: {suggestion(str(given), DECLARABLE)}"


def _of_form(wanted: str) -> Callable[[ErrorDetails, Where, type[BaseModel]], str]:
    def say(details: ErrorDetails, where: Where, model: type[BaseModel]) -> str:
        if details["input"] is None:
            field = model.model_fields.get(str(where[-1]))
            return f"is empty. {field.description if field else f'It must be {wanted}.'}"
        return f"must be {wanted}"

    return say


def _too_short(_: ErrorDetails, where: Where, model: type[BaseModel]) -> str:
    field = model.model_fields.get(str(where[-1]))
    return f"is empty: give at least one. {field.description if field else ''}".rstrip()


def _own_words(details: ErrorDetails, _: Where, __: type[BaseModel]) -> str:
    return str(details["ctx"]["error"])


def _other_problem(details: ErrorDetails, _: Where, __: type[BaseModel]) -> str:
    return details["msg"][:1].lower() + details["msg"][1:]


_WORDS: Mapping[str, Callable[[ErrorDetails, Where, type[BaseModel]], str]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "enum": _not_one_of,
    "literal_error": _no_platform,
    "string_type": _of_form("text: put it in quotes"),
    "dict_type": _of_form("a mapping of ids"),
    "model_type": _of_form("a mapping of keys and values"),
    "list_type": _of_form("a list: `- ` before each"),
    "bool_type": _of_form("true or false"),
    "bool_parsing": _of_form("true or false"),
    "too_short": _too_short,
    "value_error": _own_words,
}
