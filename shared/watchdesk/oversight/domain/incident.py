"""What is wrong now, since when, and what was reported of it.

Each incident is reported once when it begins and once when it is over.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from watchdesk.oversight.domain.finding_kinds import FindingKind, FindingName
from watchdesk.oversight.domain.remedies import FINDING_KINDS

RUNS_UNTIL_OVER = 2
"""An incident is over after this many checks in a row that did not find it. One good run may be chance."""
REPORT_LEASE = timedelta(minutes=4)
"""Less than the five minutes between two runs, so that the next run reports what an interrupted run did not."""
MAX_REPORT_ATTEMPTS = 2
"""After this many mails without an answer the incident counts as reported.

So an unreachable mail service causes one mail too many, and not one every five minutes.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong. It holds no words of the public, no phone number and no secret."""

    name: FindingName
    since: datetime
    about: str = ""
    """The id of the account, queue, person or function that it concerns."""
    detail: str = ""
    """Figures."""
    level: int = 0
    """How near a foreseen event such as an expiry is. Each higher level is reported again."""
    is_sure: bool = True
    """Whether it is reported at once, or only when the next run finds it too."""

    @property
    def kind(self) -> FindingKind:
        return FINDING_KINDS[self.name]


class IncidentNotice(StrEnum):
    BEGUN = "begun"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A finding from the run that made it until it is over. It stays stored afterwards.

    The names of the fields are those of the stored attributes.
    """

    examination: str
    """The name of the check that found it. Only the same check can find that it is gone."""
    name: FindingName
    about: str
    since: datetime
    detail: str = ""
    level: int = 0
    is_sure: bool = True
    """False until a second run has found it, if one finding is not enough to report it."""
    well_runs: int = 0
    """How many checks in a row have not found it."""
    over_at: datetime | None = None
    told_at: datetime | None = None
    """When its beginning was reported."""
    told_level: int = 0
    told_over_at: datetime | None = None
    """When its end was reported."""
    telling_until: datetime | None = None
    """Until when the run with `lease` may report it."""
    lease: str | None = None
    tries: int = 0
    """How many mails about it were attempted since the last report that succeeded."""
    revision: int = 0
    """Counts the writes. A write to another revision than the one that was read is refused."""

    @property
    def kind(self) -> FindingKind:
        return FINDING_KINDS[self.name]

    @property
    def key(self) -> str:
        return key_of(self.examination, self.name, self.about)

    def pending_notice(self, now: datetime) -> IncidentNotice | None:
        """Return what is still to be reported, or None if nothing is or another run is reporting it."""
        if self.telling_until is not None and self.telling_until > now:
            return None
        if self.over_at is not None:
            # The end of an incident whose beginning was certainly never reported is not reported either.
            may_be_known = self.told_at is not None or self.tries > 0
            return IncidentNotice.OVER if may_be_known and self.told_over_at is None else None
        is_new = self.told_at is None or self.level > self.told_level
        return IncidentNotice.BEGUN if is_new and self.is_sure else None

    def claimed(self, now: datetime, lease: str) -> "Incident":
        """Return the incident as a run holds it while it reports it."""
        return replace(self, telling_until=now + REPORT_LEASE, lease=lease, tries=self.tries + 1)

    def reported(self, now: datetime) -> "Incident":
        """Return the incident after its beginning or its end was reported."""
        if self.over_at is not None:
            return replace(self, told_over_at=now, telling_until=None, tries=0)
        return replace(self, told_at=now, told_level=self.level, telling_until=None, tries=0)

    def not_reported(self) -> "Incident":
        """Return the incident after a mail that certainly did not leave."""
        return replace(self, telling_until=None, tries=self.tries - 1)


def key_of(examination: str, name: FindingName, about: str) -> str:
    return f"{examination}#{name}#{about}"


def reconcile(
    stored: Sequence[Incident],
    found: Mapping[str, Sequence[Finding]],
    failed: Collection[str],
    now: datetime,
) -> Iterator[Incident]:
    """Yield every incident that the findings of this run change.

    `found` holds the findings of each check that was made. `failed` names the checks that could not be made: their
    incidents stay as they are, because nothing is known about them.
    """
    known = {incident.key: incident for incident in stored}
    seen = set[str]()
    for examination, findings in found.items():
        for finding in findings:
            key = key_of(examination, finding.name, finding.about)
            if key not in seen:
                seen.add(key)
                yield from _found_again(known.get(key), examination, finding)
    for key, incident in known.items():
        if key not in seen and incident.examination not in failed and incident.over_at is None:
            yield _not_found(incident, now)


def _found_again(incident: Incident | None, examination: str, finding: Finding) -> Iterator[Incident]:
    if incident is None or incident.over_at is not None:
        yield Incident(
            examination=examination,
            name=finding.name,
            about=finding.about,
            since=finding.since,
            detail=finding.detail,
            level=finding.level,
            is_sure=finding.is_sure,
            revision=incident.revision if incident else 0,
        )
        return
    changed = replace(incident, well_runs=0, level=max(incident.level, finding.level), is_sure=True)
    if changed != incident:
        yield replace(changed, detail=finding.detail)


def _not_found(incident: Incident, now: datetime) -> Incident:
    changed = replace(incident, well_runs=incident.well_runs + 1)
    if changed.well_runs < RUNS_UNTIL_OVER and incident.is_sure:
        return changed
    return replace(changed, over_at=now)
