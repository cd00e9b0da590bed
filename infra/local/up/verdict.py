"""Did what was seen prove that a message reaches a phone, an answer stops the texts, and a post goes out once?

Pure: from what was seen to one line of JSON. A later feature adds a check, and with it keys, to CHECKS.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from infra.local.up.function_logs import Failure
from infra.local.up.sight import Sight
from infra.local.up.texts import Text
from watchdesk.domain.post import DeliveryState

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything one run saw. None: it did not come to that."""

    written: int
    polled: int
    """Accounts that the register wants watched."""
    sight: Sight
    texts: Sequence[Text] = ()
    deadline: datetime | None = None
    """That of the message the first text was about."""
    shown: int | None = None
    """The status of the link when it was only looked at."""
    open_after_look: bool | None = None
    """Looking must not acknowledge: a phone's preview looks too."""
    acknowledged_at: datetime | None = None
    status: int | None = None
    """The status of the acknowledgement."""
    quiet_for: timedelta = timedelta()
    """How long no text was to come after the acknowledgement, and was waited for."""
    handed_in: int = 0
    """Deliveries of a post that were asked for."""
    unconfirmed: frozenset[str] = frozenset()
    """The accounts on which its delivery was seen to be unconfirmed."""
    shown_times: Sequence[int] = ()
    """How often the public saw it on each account."""
    failures: Sequence[Failure] = ()
    seconds_to_up: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    figures: Figures
    problems: Sequence[str] = field(default_factory=tuple)


Check = Callable[[Evidence], Finding]


def judge(evidence: Evidence) -> dict[str, Any]:
    """`ok`, every figure, and in `problems` why not, in words."""
    findings = [check(evidence) for check in CHECKS]
    problems = [problem for finding in findings for problem in finding.problems]
    figures = {name: value for finding in findings for name, value in finding.figures.items()}
    return {"ok": not problems, **figures, "problems": problems}


def _stored(evidence: Evidence) -> Finding:
    stored = len(evidence.sight.messages)
    figures = {"messages_written": evidence.written, "messages_stored": stored}
    return Finding(
        figures, _unless(stored == evidence.written, f"{stored} of {evidence.written} messages are stored")
    )


def _watched(evidence: Evidence) -> Finding:
    watched = sum(account.watched_until is not None for account in evidence.sight.accounts)
    figures = {"accounts_watched": watched, "accounts_polled": evidence.polled}
    return Finding(
        figures, _unless(watched == evidence.polled, f"{watched} of {evidence.polled} accounts are watched")
    )


def _texted(evidence: Evidence) -> Finding:
    first = evidence.texts[0] if evidence.texts else None
    late = (first.at - evidence.deadline).total_seconds() if first and evidence.deadline else None
    figures = {"texts": len(evidence.texts), "seconds_from_deadline_to_text": _rounded(late)}
    problems = [
        *_unless(first is not None, "no text came"),
        *_unless(first is None or first.claim is not None, "the text holds no link"),
        *_unless(first is None or late is not None, "no message has the deadline the text was about"),
        *_unless(late is None or late >= 0, "the text came before the deadline"),
    ]
    return Finding(figures, problems)


def _acknowledged(evidence: Evidence) -> Finding:
    person = next((alert.acknowledged_by for alert in evidence.sight.alerts if alert.acknowledged_by), None)
    if not evidence.texts:
        return Finding({"acknowledged_by": person})
    problems = [
        *_unless(evidence.shown == 200, f"looking at the link answered {evidence.shown}"),  # noqa: PLR2004  OK
        *_unless(evidence.open_after_look is True, "looking at the link acknowledged the alert"),
        *_unless(evidence.status == 200, f"acknowledging answered {evidence.status}"),  # noqa: PLR2004  OK
        *_unless(person is not None, "no alert is acknowledged"),
    ]
    return Finding({"acknowledged_by": person}, problems)


def _quiet(evidence: Evidence) -> Finding:
    if evidence.acknowledged_at is None:
        return Finding({"texts_after_acknowledgement": None, "quiet_seconds": 0.0})
    after = sum(text.at > evidence.acknowledged_at for text in evidence.texts)
    figures = {"texts_after_acknowledgement": after, "quiet_seconds": _rounded(evidence.quiet_for.total_seconds())}
    problems = [
        *_unless(after == 0, f"{after} texts came after the acknowledgement"),
        *_unless(evidence.quiet_for > timedelta(), "nobody waited to see whether more texts come"),
    ]
    return Finding(figures, problems)


def _published(evidence: Evidence) -> Finding:
    out = [each.account for each in evidence.sight.deliveries if each.state == DeliveryState.PUBLISHED]
    doubled = sum(times > 1 for times in evidence.shown_times)
    resolved = len(evidence.unconfirmed.intersection(out))
    figures = {"posts_published": len(out), "posts_doubled": doubled, "unconfirmed_resolved": resolved}
    if not evidence.handed_in:
        return Finding(figures, ("no post was handed in",))
    problems = [
        *_unless(len(out) == evidence.handed_in, f"{len(out)} of {evidence.handed_in} deliveries are published"),
        *_unless(all(evidence.shown_times), "the public does not see the post on every account"),
        *_unless(doubled == 0, f"the public sees the post more than once on {doubled} accounts"),
        *_unless(resolved == 1, f"1 answer was lost, and {resolved} unconfirmed deliveries were found again"),
    ]
    return Finding(figures, problems)


def _without_failures(evidence: Evidence) -> Finding:
    count = len(evidence.failures)
    return Finding({"function_errors": count}, _unless(count == 0, f"the functions logged {count} errors"))


def _times(evidence: Evidence) -> Finding:
    return Finding({"seconds_to_up": _rounded(evidence.seconds_to_up), "seconds": _rounded(evidence.seconds)})


CHECKS: Sequence[Check] = (
    _stored,
    _watched,
    _texted,
    _acknowledged,
    _quiet,
    _published,
    _without_failures,
    _times,
)


def _unless(well: bool, problem: str) -> tuple[str, ...]:
    return () if well else (problem,)


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
