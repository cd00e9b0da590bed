"""Turns the calendar of a rota into duties of the people that it names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from infra.cli.register.calendars.duty_calendar import TOO_MANY, InvalidCalendarError, Occurrence, occurrences
from infra.cli.register.calendars.fetch import MAX_BYTES, FetchError, fetch
from infra.cli.register.declared_rota import ImportedDuties
from infra.cli.register.model.register import PersonEntry, RegisterFile
from infra.cli.register.model.rota import RotaEntry
from infra.cli.register.problems import RegisterProblem, quote_value, suggestion
from infra.cli.register.sources import Sources
from watchdesk.core.wall_clock import first_instant_of, local_day
from watchdesk.register.domain.force import ZONE
from watchdesk.register.domain.person import PersonId
from watchdesk.register.domain.shifts import Shift

AHEAD = timedelta(weeks=26)
"""How far a calendar is read. The next `apply` reads further."""
LEAST = timedelta(weeks=2)
"""A calendar without a duty after this time is refused, because the rota would soon be empty."""


@dataclass(frozen=True, slots=True)
class DutyCalendars:
    """Reads the calendars of rotas from files beside the register and from https addresses."""

    folder: Path
    now: datetime
    fetch: Callable[[str], bytes] = fetch

    def imported(
        self, sources: Sources, file: RegisterFile
    ) -> tuple[Mapping[str, ImportedDuties], list[RegisterProblem]]:
        """Return the duties by rota, and what is wrong with the calendars."""
        found: dict[str, ImportedDuties] = {}
        problems: list[RegisterProblem] = []
        for rota, entry in file.rotas.items():
            try:
                if entry.ical:
                    found[rota] = self._read(entry, file.people)
            except InvalidCalendarError as error:
                problems.append(sources.problem(("rotas", rota, "ical"), str(error)))
        return found, problems

    def _read(self, rota: RotaEntry, people: Mapping[str, PersonEntry]) -> ImportedDuties:
        # The import begins on a Monday, so that a plan stays the same all week.
        today = local_day(self.now, ZONE)
        monday = today - timedelta(days=today.weekday())
        start, end = (first_instant_of(day, time(0), ZONE) for day in (monday, monday + AHEAD))
        found = occurrences(self._content(rota.ical or ""), start, end)
        last = max((each.end for each in found), default=None)
        if last is None or last <= self.now:
            raise InvalidCalendarError("puts nobody on duty from now on: is it the right calendar?")
        if last < self.now + LEAST:
            raise InvalidCalendarError(
                f"runs out on {last.astimezone(UTC):%Y-%m-%d}: fill it for at least {LEAST.days} days ahead"
            )
        if len(found) > TOO_MANY:
            raise InvalidCalendarError(f"holds more than {TOO_MANY} duties: give one for this rota alone")
        return ImportedDuties(tuple(_duties(found, _known_people(rota, people))), min(last, end))

    def _content(self, place: str) -> bytes:
        if "://" in place:
            try:
                return self.fetch(place)
            except FetchError as error:
                raise InvalidCalendarError(str(error)) from None
        try:
            path = self.folder / place
            if path.stat().st_size > MAX_BYTES:
                raise InvalidCalendarError(f"is larger than {MAX_BYTES // 1024} KiB, which no rota is")
            return path.read_bytes()
        except (OSError, ValueError) as error:
            raise InvalidCalendarError(
                f"cannot be read: {getattr(error, 'strerror', None) or 'no file'}"
            ) from None


def _known_people(rota: RotaEntry, people: Mapping[str, PersonEntry]) -> Mapping[str, str]:
    """Return the people by the words of the calendar. The rota's own entries take precedence."""
    words: dict[str, str] = {}
    for person, entry in people.items():
        words |= {word.casefold(): person for word in (person, entry.name, entry.email) if word}
    return words | {word.casefold(): person for word, person in rota.ical_people.items()}


def _duties(found: Sequence[Occurrence], known: Mapping[str, str]) -> Iterator[Shift]:
    """Return the people of an event. Raises InvalidCalendarError, naming the unknown words, if there is nobody."""
    strangers: dict[str, Occurrence] = {}
    for each in found:
        people = _people(each, known)
        if people:
            yield Shift(each.start, each.end, people)
        else:
            strangers.setdefault(each.title, each)
    if strangers:
        title, first = next(iter(strangers.items()))
        more = f" (and {len(strangers) - 1} more)" if len(strangers) > 1 else ""
        raise InvalidCalendarError(
            f"the event {quote_value(title)}{more} on {first.start:%Y-%m-%d} names nobody: "
            f"say in `ical_people` who it is; {suggestion(title, (word for word in known if '@' not in word))}"
        )


def _people(event: Occurrence, known: Mapping[str, str]) -> tuple[PersonId, ...]:
    """Return the attendees, or the words of the title if there are none."""
    named = [known[word] for word in event.attendees if word in known] or [known.get(event.title.casefold(), "")]
    return tuple(PersonId(name) for name in dict.fromkeys(named) if name)
