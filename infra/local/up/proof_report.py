"""Did what was seen prove that an alert reaches whoever is on duty and climbs, and that a post goes out once?

Pure: from what was seen to one line of JSON. A later feature adds a check, and with it keys, to CHECKS.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from infra.local.up.proof_observations import (
    STEPS_TO_CLIMB,
    LinkAcknowledgement,
    ProofObservations,
    TextAcknowledgement,
)
from watchdesk.publishing.domain.post import DeliveryState

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProofCheckResult:
    figures: Figures
    problems: Sequence[str] = field(default_factory=tuple)


ProofCheck = Callable[[ProofObservations], ProofCheckResult]


def proof_report(evidence: ProofObservations) -> dict[str, Any]:
    """`ok`, every figure, and in `problems` why not, in words."""
    findings = [check(evidence) for check in CHECKS]
    problems = [problem for finding in findings for problem in finding.problems]
    figures = {name: value for finding in findings for name, value in finding.figures.items()}
    return {"ok": not problems, **figures, "problems": problems}


def _stored(evidence: ProofObservations) -> ProofCheckResult:
    stored = len(evidence.sight.messages)
    figures = {"messages_written": evidence.written, "messages_stored": stored}
    return ProofCheckResult(
        figures, _unless(stored == evidence.written, f"{stored} of {evidence.written} messages are stored")
    )


def _watched(evidence: ProofObservations) -> ProofCheckResult:
    watched = sum(account.watched_until is not None for account in evidence.sight.accounts)
    figures = {"accounts_watched": watched, "accounts_polled": evidence.polled}
    return ProofCheckResult(
        figures, _unless(watched == evidence.polled, f"{watched} of {evidence.polled} accounts are watched")
    )


def _texted(evidence: ProofObservations) -> ProofCheckResult:
    first = evidence.texts[0] if evidence.texts else None
    late = (first.at - evidence.deadline).total_seconds() if first and evidence.deadline else None
    figures = {"texts": len(evidence.texts), "seconds_from_deadline_to_text": _rounded(late)}
    problems = [
        *_unless(first is not None, "no text came"),
        *_unless(first is None or first.claim is not None, "the text holds no link"),
        *_unless(first is None or late is not None, "no message has the deadline the text was about"),
        *_unless(late is None or late >= 0, "the text came before the deadline"),
    ]
    return ProofCheckResult(figures, problems)


def _on_duty(evidence: ProofObservations) -> ProofCheckResult:
    rightly, all_of_them = evidence.to_people_on_duty, len(evidence.texts)
    problem = f"{all_of_them - rightly} texts went to people who were not on duty"
    return ProofCheckResult({"texts_to_people_on_duty": rightly}, _unless(rightly == all_of_them, problem))


def _answered(evidence: ProofObservations) -> ProofCheckResult:
    """By link and by text, each under the name of whoever was texted."""
    link, text = evidence.by_link, evidence.by_text
    people = {alert.id: alert.acknowledged_by for alert in evidence.sight.alerts}
    by = {"link": people.get(link.alert) if link else None, "text": people.get(text.alert) if text else None}
    problems = [*_well_linked(link, by["link"]), *_well_replied(text, by["text"], evidence.told_back)]
    figures = {"steps_climbed": text.step if text else None, "answered_by": by}
    return ProofCheckResult(figures, problems if evidence.texts else ())


def _well_linked(link: LinkAcknowledgement | None, person: str | None) -> Sequence[str]:
    if link is None:
        return ("nobody could answer by the link",)
    return [
        *_unless(link.shown == HTTPStatus.OK, f"looking at the link answered {link.shown}"),
        *_unless(link.open_after_look, "looking at the link acknowledged the alert"),
        *_unless(link.status == HTTPStatus.OK, f"acknowledging answered {link.status}"),
        *_unless(person is not None, "the alert answered by the link is not acknowledged"),
    ]


def _well_replied(text: TextAcknowledgement | None, person: str | None, told_back: int) -> Sequence[str]:
    if text is None:
        return ("nobody could answer by text",)
    return [
        *_unless(text.step >= STEPS_TO_CLIMB, f"the alert that was left alone climbed {text.step} steps"),
        *_unless(person is not None, "the alert answered by text is not acknowledged"),
        *_unless(told_back == 1, f"{told_back} texts answered the reply"),
    ]


def _quiet(evidence: ProofObservations) -> ProofCheckResult:
    answers = [answer.at for answer in (evidence.by_link, evidence.by_text) if answer]
    if not answers:
        return ProofCheckResult({"texts_after_acknowledgement": None, "quiet_seconds": 0.0})
    after = sum(text.at > max(answers) for text in evidence.texts)
    figures = {"texts_after_acknowledgement": after, "quiet_seconds": _rounded(evidence.quiet_for.total_seconds())}
    problems = [
        *_unless(after == 0, f"{after} texts came after the acknowledgement"),
        *_unless(evidence.quiet_for > timedelta(), "nobody waited to see whether more texts come"),
    ]
    return ProofCheckResult(figures, problems)


def _published(evidence: ProofObservations) -> ProofCheckResult:
    out = [each.account for each in evidence.sight.deliveries if each.state == DeliveryState.PUBLISHED]
    doubled = sum(times > 1 for times in evidence.shown_times)
    resolved = len(evidence.unconfirmed.intersection(out))
    figures = {"posts_published": len(out), "posts_doubled": doubled, "unconfirmed_resolved": resolved}
    if not evidence.handed_in:
        return ProofCheckResult(figures, ("no post was handed in",))
    problems = [
        *_unless(len(out) == evidence.handed_in, f"{len(out)} of {evidence.handed_in} deliveries are published"),
        *_unless(all(evidence.shown_times), "the public does not see the post on every account"),
        *_unless(doubled == 0, f"the public sees the post more than once on {doubled} accounts"),
        *_unless(resolved == 1, f"1 answer was lost, and {resolved} unconfirmed deliveries were found again"),
    ]
    return ProofCheckResult(figures, problems)


def _without_failures(evidence: ProofObservations) -> ProofCheckResult:
    count = len(evidence.failures)
    return ProofCheckResult(
        {"function_errors": count}, _unless(count == 0, f"the functions logged {count} errors")
    )


def _times(evidence: ProofObservations) -> ProofCheckResult:
    return ProofCheckResult(
        {"seconds_to_up": _rounded(evidence.seconds_to_up), "seconds": _rounded(evidence.seconds)}
    )


CHECKS: Sequence[ProofCheck] = (
    _stored,
    _watched,
    _texted,
    _on_duty,
    _answered,
    _quiet,
    _published,
    _without_failures,
    _times,
)


def _unless(well: bool, problem: str) -> tuple[str, ...]:
    return () if well else (problem,)


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
