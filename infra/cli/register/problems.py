"""What is wrong with a register, said so that the reader can put it right without asking."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

Key = str | int
Where = tuple[Key, ...]
"""The keys and list positions from the top of the file down to a value."""

_NUMBERLIKE = re.compile(r"\+?\d(?:[ ().-]?\d){6,}")
_DATE = re.compile(r"20\d\d-\d\d-\d\d")
_SHOWN_DIGITS = 3


@dataclass(frozen=True, slots=True, order=True)
class RegisterProblem:
    """One thing that is wrong, where, and what would be right."""

    file: Path
    line: int
    """Counted from 1; 0 when the file as a whole is meant."""
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
    """`("policies", "standard", "limits", 0)` as an editor's outline shows it: `policies.standard.limits[0]`."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{quoted_key(key)}" for key in where)
    return text.removeprefix(".")


def quoted_key(key: str) -> str:
    return mask_numbers(key) if re.fullmatch(r"[\w+-]+", key) else repr(mask_numbers(key[:60]))


def mask_numbers(text: str) -> str:
    """The text with everything that could be a phone number hidden but for its last digits. A date is none."""
    return _NUMBERLIKE.sub(
        lambda found: found[0] if _DATE.fullmatch(found[0]) else f"***{found[0][-_SHOWN_DIGITS:]}", text
    )


def quote_value(value: object) -> str:
    """A wrong value as an error may quote it: short, on one line, without phone numbers."""
    text = mask_numbers(str(value))
    return repr(text if len(text) <= 60 else f"{text[:57]}...")  # noqa: PLR2004  what fits a line beside its path


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """What the writer may have meant, as the end of a sentence."""
    choices = sorted(set(known))
    close = get_close_matches(wrong.casefold(), choices, n=1, cutoff=0.6)
    if close:
        return f"did you mean {quoted_key(close[0])}?"
    if not choices:
        return "none is declared"
    listed = ", ".join(quoted_key(choice) for choice in choices[:12])
    return f"known: {listed}{', ...' if len(choices) > 12 else ''}"  # noqa: PLR2004  more would bury the sentence
