"""What is wrong now, since when, and who has been told: each trouble once, and once more when it is over."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from watchdesk.oversight.domain.finding_kinds import FindingKind, FindingName
from watchdesk.oversight.domain.remedies import FINDING_KINDS

RUNS_UNTIL_OVER = 2
"""A trouble is over once it was looked for so often in a row and not found: one good run may be luck."""
REPORT_LEASE = timedelta(minutes=4)
"""Less than the five minutes between two runs: what a run died over telling, the next one tells."""
MAX_REPORT_ATTEMPTS = 2
"""Mails whose answer was lost. After so many it counts as told: one too many, and never one every five minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong. Nothing in it is the public's, a phone number or a secret."""

    name: FindingName
    since: datetime
    about: str = ""
    """The account, queue, person or function it is about, by its own id."""
    detail: str = ""
    """Figures."""
    level: int = 0
    """A trouble that comes nearer, such as an expiry, is told again at each higher level."""
    is_sure: bool = True
    """Whether to tell at once, or only when the next run finds it too."""

    @property
    def kind(self) -> FindingKind:
        return FINDING_KINDS[self.name]


class IncidentNotice(StrEnum):
    BEGUN = "begun"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A finding from the run that made it until it is over, and after that the memory of it."""

    examination: str
    """The one that found it: only the same one can find it gone."""
    name: FindingName
    about: str
    since: datetime
    detail: str = ""
    level: int = 0
    is_sure: bool = True
    """False until a second run has found it, if one is not enough to tell it."""
    well_runs: int = 0
    over_at: datetime | None = None
    told_at: datetime | None = None
    told_level: int = 0
    told_over_at: datetime | None = None
    telling_until: datetime | None = None
    """A run is telling it, or died over it."""
    lease: str | None = None
    """Which run."""
    tries: int = 0
    revision: int = 0
    """Counts the writes; a write on top of a revision that has moved on is refused."""

    @property
    def kind(self) -> FindingKind:
        return FINDING_KINDS[self.name]

    @property
    def key(self) -> str:
        return key_of(self.examination, self.name, self.about)

    def news(self, now: datetime) -> IncidentNotice | None:
        """What the cloud team is still to be told, unless another run is telling it."""
        if self.telling_until is not None and self.telling_until > now:
            return None
        if self.over_at is not None:
            # Who was certainly never told that it began need not hear that it is over.
            was_told = self.told_at is not None or self.tries > 0
            return IncidentNotice.OVER if was_told and self.told_over_at is None else None
        is_new = self.told_at is None or self.level > self.told_level
        return IncidentNotice.BEGUN if is_new and self.is_sure else None

    def claimed(self, now: datetime, lease: str) -> "Incident":
        return replace(self, telling_until=now + REPORT_LEASE, lease=lease, tries=self.tries + 1)

    def told(self, now: datetime) -> "Incident":
        if self.over_at is not None:
            return replace(self, told_over_at=now, telling_until=None, tries=0)
        return replace(self, told_at=now, told_level=self.level, telling_until=None, tries=0)

    def not_told(self) -> "Incident":
        """The mail certainly did not leave."""
        return replace(self, telling_until=None, tries=self.tries - 1)


def key_of(examination: str, name: FindingName, about: str) -> str:
    return f"{examination}#{name}#{about}"


def reconcile(
    standing: Sequence[Incident],
    found: Mapping[str, Sequence[Finding]],
    failed: Collection[str],
    now: datetime,
) -> Iterator[Incident]:
    """Every trouble that this run's findings change.

    `found` holds the findings of each examination that was made, `failed` names those that could not be: their
    troubles stand, because what is unknown is not well.
    """
    known = {trouble.key: trouble for trouble in standing}
    seen = set[str]()
    for examination, findings in found.items():
        for finding in findings:
            key = key_of(examination, finding.name, finding.about)
            if key not in seen:
                seen.add(key)
                yield from _met(known.get(key), examination, finding)
    for key, trouble in known.items():
        if key not in seen and trouble.examination not in failed and trouble.over_at is None:
            yield _missed(trouble, now)


def _met(trouble: Incident | None, examination: str, finding: Finding) -> Iterator[Incident]:
    if trouble is None or trouble.over_at is not None:
        yield Incident(
            examination=examination,
            name=finding.name,
            about=finding.about,
            since=finding.since,
            detail=finding.detail,
            level=finding.level,
            is_sure=finding.is_sure,
            revision=trouble.revision if trouble else 0,
        )
        return
    met = replace(trouble, well_runs=0, level=max(trouble.level, finding.level), is_sure=True)
    if met != trouble:
        yield replace(met, detail=finding.detail)


def _missed(trouble: Incident, now: datetime) -> Incident:
    missed = replace(trouble, well_runs=trouble.well_runs + 1)
    if missed.well_runs < RUNS_UNTIL_OVER and trouble.is_sure:
        return missed
    return replace(missed, over_at=now)
