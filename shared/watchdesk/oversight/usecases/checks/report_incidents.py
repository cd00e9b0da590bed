"""Tell the cloud team of each trouble once when it begins and once when it is over, in one mail a run.

Claim, send, mark: a run that dies in between has claimed for four minutes, and the next one tells again. So
nothing goes untold, and a lost answer costs at most one mail too many.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.clock import Clock
from watchdesk.core.errors import Unconfirmed, WatchdeskError
from watchdesk.oversight.domain.incident import MAX_REPORT_ATTEMPTS, Incident, IncidentNotice
from watchdesk.oversight.ports import Incidents, OperatorMail

MAX_PER_MAIL = 40
"""The rest is counted there, and shown by watchdesk doctor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIncidents:
    troubles: Incidents
    cloud_team: OperatorMail
    clock: Clock
    stack: str
    """What the mail calls this system: its stage."""
    new_lease: Callable[[], str]

    def __call__(self, standing: Sequence[Incident]) -> tuple[int, int]:
        """How many beginnings and how many ends were told now; the gravest is to come first.

        Raises what kept the mail from leaving, or its answer from coming.
        """
        now = self.clock.now()
        wanted = [trouble for trouble in standing if trouble.news(now)]
        lease = self.new_lease()
        claimed = [kept for trouble in wanted if (kept := self.troubles.keep(trouble.claimed(now, lease)))]
        if not claimed:
            return 0, 0
        try:
            self.cloud_team.tell(*self._mail(claimed))
        except Unconfirmed:
            # Told again when the claim has run out, but not for ever: the mails may all have arrived.
            self._mark([trouble for trouble in claimed if trouble.tries >= MAX_REPORT_ATTEMPTS], now)
            raise
        except WatchdeskError:
            for trouble in claimed:
                self.troubles.keep(trouble.not_told())
            raise
        self._mark(claimed, now)
        over = sum(trouble.over_at is not None for trouble in claimed)
        return len(claimed) - over, over

    def _mark(self, told: Sequence[Incident], now: datetime) -> None:
        for trouble in told:
            self.troubles.keep(trouble.told(now))

    def _mail(self, troubles: Sequence[Incident]) -> tuple[str, str]:
        begun = [trouble for trouble in troubles if trouble.over_at is None]
        over = [trouble for trouble in troubles if trouble.over_at is not None]
        subject = f"Watchdesk {self.stack}: {_subject(begun, over)}"
        lines = [*_lines(IncidentNotice.BEGUN, begun), *_lines(IncidentNotice.OVER, over)]
        return subject, "\n".join([*lines, "All that stands now: watchdesk doctor."])


def _subject(begun: Sequence[Incident], over: Sequence[Incident]) -> str:
    """ASCII, and short enough for a subject of SNS: names are ours. The gravest comes first."""
    if not begun:
        return f"over: {over[0].name}" if len(over) == 1 else f"{len(over)} troubles are over"
    more = f" and {len(begun) - 1} more" if len(begun) > 1 else ""
    return f"{begun[0].name}{more}"


def _lines(news: IncidentNotice, troubles: Sequence[Incident]) -> Iterator[str]:
    for trouble in troubles[:MAX_PER_MAIL]:
        name = f"{trouble.name} {trouble.about}".strip()
        facts = f" ({trouble.detail})" if trouble.detail else ""
        if news is IncidentNotice.OVER:
            yield f"OVER  {name}: since {trouble.over_at:%Y-%m-%d %H:%M}Z.\n"
        else:
            kind = trouble.kind
            yield f"BEGUN {name}{facts}: since {trouble.since:%Y-%m-%d %H:%M}Z.\n  {kind.says}\n  {kind.todo}\n"
    if len(troubles) > MAX_PER_MAIL:
        what = "are over" if news is IncidentNotice.OVER else "have begun"
        yield f"{len(troubles) - MAX_PER_MAIL} more {what}.\n"
