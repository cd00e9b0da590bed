"""Officers and the forms in which their names appear under posts. No author types a name."""

from dataclasses import dataclass
from enum import StrEnum


class AttributionForm(StrEnum):
    FULL = "full"
    """PC Jane Smith, Selby"""
    FIRST_NAME = "first_name"
    """Jane, PC, Selby"""
    ROLE_ONLY = "role_only"
    """PC, Selby"""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """One entry of the directory. `subject` is the officer's id in the identity provider."""

    subject: str
    first_name: str
    last_name: str
    role: str
    """The role as the public reads it: PC, Sgt, PCSO, Press office."""
    district: str
    allowed: frozenset[AttributionForm]
    """The forms that may be used. If it is empty or NONE alone, the name is withheld at once and everywhere."""

    @property
    def id(self) -> str:
        """Return the id in the register."""
        return self.subject


def render(officer: Officer, form: AttributionForm) -> str:
    """Return the words that the public reads. Raises ValueError for a form that the entry does not allow."""
    if form is AttributionForm.NONE:
        return ""
    if form not in officer.allowed:
        raise ValueError(f"{form} is not allowed for this officer")
    match form:
        case AttributionForm.FULL:
            name = f"{officer.role} {officer.first_name} {officer.last_name}"
        case AttributionForm.FIRST_NAME:
            name = f"{officer.first_name}, {officer.role}"
        case _:
            name = officer.role
    return f"{name}, {officer.district}"
