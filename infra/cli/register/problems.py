"""Problems of a register, in words by which the reader can correct them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

Key = str | int
Where = tuple[Key, ...]
"""The keys and list positions from the top of the file to a value."""

_NUMBERLIKE = re.compile(r"\+?\d(?:[ ().-]?\d){6,}")
_DATE = re.compile(r"20\d\d-\d\d-\d\d")
_SHOWN_DIGITS = 3


@dataclass(frozen=True, slots=True, order=True)
class RegisterProblem:
    """One thing that is wrong, its place, and what would be right."""

    file: Path
    line: int
    """The line, counted from 1. 0 means the file as a whole."""
    path: str
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.path}: {self.what}" if self.path else f"{place}: {self.what}"


class InvalidRegisterError(Exception):
    """The register cannot be used. `problems` holds everything that is wrong, sorted by file and line."""

    def __init__(self, problems: Iterable[RegisterProblem]) -> None:
        self.problems: Sequence[RegisterProblem] = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def dotted(where: Where) -> str:
    """Return the path in the form of an editor's outline: `policies.standard.limits[0]`."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{quoted_key(key)}" for key in where)
    return text.removeprefix(".")


def quoted_key(key: str) -> str:
    return mask_numbers(key) if re.fullmatch(r"[\w+-]+", key) else repr(mask_numbers(key[:60]))


def mask_numbers(text: str) -> str:
    """Return the text with possible phone numbers hidden except for their last digits. Dates stay."""
    return _NUMBERLIKE.sub(
        lambda found: found[0] if _DATE.fullmatch(found[0]) else f"***{found[0][-_SHOWN_DIGITS:]}", text
    )


def quote_value(value: object) -> str:
    """Return a wrong value for an error message: short, on one line, without phone numbers."""
    text = mask_numbers(str(value))
    return repr(text if len(text) <= 60 else f"{text[:57]}...")  # noqa: PLR2004  this fits a line beside the path


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """Return what the writer may have meant, as the end of a sentence."""
    choices = sorted(set(known))
    close = get_close_matches(wrong.casefold(), choices, n=1, cutoff=0.6)
    if close:
        return f"did you mean {quoted_key(close[0])}?"
    if not choices:
        return "none is declared"
    listed = ", ".join(quoted_key(choice) for choice in choices[:12])
    return f"known: {listed}{', ...' if len(choices) > 12 else ''}"  # noqa: PLR2004  more names would hide the sentence
