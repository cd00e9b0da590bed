"""Report each incident to the operators once when it begins and once when it is over, in one mail for each run.

A run claims the incidents, sends the mail and marks them as reported. If it stops in between, its claim ends after
four minutes and the next run reports them. So no incident goes unreported, and a lost answer causes at most one
mail too many.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.clock import Clock
from watchdesk.core.errors import Unconfirmed, WatchdeskError
from watchdesk.oversight.domain.incident import MAX_REPORT_ATTEMPTS, Incident, IncidentNotice
from watchdesk.oversight.ports import Incidents, OperatorMail

MAX_PER_MAIL = 40
"""The mail gives the number of further incidents. `watchdesk doctor` shows them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIncidents:
    incidents: Incidents
    operator_mail: OperatorMail
    clock: Clock
    stack: str
    """The name of this system in the mail, which is its stage."""
    new_lease: Callable[[], str]

    def __call__(self, stored: Sequence[Incident]) -> tuple[int, int]:
        """Report what is pending, and return how many beginnings and how many ends were reported.

        The most severe incident is to come first in `stored`. Raises the error that kept the mail from leaving or
        its answer from arriving.
        """
        now = self.clock.now()
        pending = [incident for incident in stored if incident.pending_notice(now)]
        lease = self.new_lease()
        claimed = [saved for incident in pending if (saved := self.incidents.save(incident.claimed(now, lease)))]
        if not claimed:
            return 0, 0
        try:
            self.operator_mail.send(*self._mail(claimed))
        except Unconfirmed:
            # The mails may all have arrived, so an incident is reported again only a limited number of times.
            self._mark([incident for incident in claimed if incident.tries >= MAX_REPORT_ATTEMPTS], now)
            raise
        except WatchdeskError:
            for incident in claimed:
                self.incidents.save(incident.not_reported())
            raise
        self._mark(claimed, now)
        over = sum(incident.over_at is not None for incident in claimed)
        return len(claimed) - over, over

    def _mark(self, reported: Sequence[Incident], now: datetime) -> None:
        for incident in reported:
            self.incidents.save(incident.reported(now))

    def _mail(self, incidents: Sequence[Incident]) -> tuple[str, str]:
        begun = [incident for incident in incidents if incident.over_at is None]
        over = [incident for incident in incidents if incident.over_at is not None]
        subject = f"Watchdesk {self.stack}: {_subject(begun, over)}"
        lines = [*_lines(IncidentNotice.BEGUN, begun), *_lines(IncidentNotice.OVER, over)]
        return subject, "\n".join([*lines, "To see everything that is wrong now, run watchdesk doctor."])


def _subject(begun: Sequence[Incident], over: Sequence[Incident]) -> str:
    """Return a subject that is ASCII and short enough for SNS. It names the most severe incident."""
    if not begun:
        return f"over: {over[0].name}" if len(over) == 1 else f"{len(over)} incidents are over"
    more = f" and {len(begun) - 1} more" if len(begun) > 1 else ""
    return f"{begun[0].name}{more}"


def _lines(notice: IncidentNotice, incidents: Sequence[Incident]) -> Iterator[str]:
    for incident in incidents[:MAX_PER_MAIL]:
        yield _over_line(incident) if notice is IncidentNotice.OVER else _begun_lines(incident)
    if len(incidents) > MAX_PER_MAIL:
        what = "are over" if notice is IncidentNotice.OVER else "have begun"
        yield f"{len(incidents) - MAX_PER_MAIL} more {what}.\n"


def _over_line(incident: Incident) -> str:
    return f"OVER  {_title(incident)}: since {incident.over_at:%Y-%m-%d %H:%M}Z.\n"


def _begun_lines(incident: Incident) -> str:
    kind, detail = incident.kind, f" ({incident.detail})" if incident.detail else ""
    since = f"{incident.since:%Y-%m-%d %H:%M}Z"
    return f"BEGUN {_title(incident)}{detail}: since {since}.\n  {kind.meaning}\n  {kind.remedy}\n"


def _title(incident: Incident) -> str:
    return f"{incident.name} {incident.about}".strip()
