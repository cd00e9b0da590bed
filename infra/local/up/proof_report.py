"""Decide from the observations of a run whether alerts reach people on duty and a post goes out exactly once.

The functions here are pure. A new feature adds a check to CHECKS and so its keys to the JSON line.
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
    """The figures of one check for the JSON line, and the problems it found in plain words."""

    figures: Figures
    problems: Sequence[str] = field(default_factory=tuple)


ProofCheck = Callable[[ProofObservations], ProofCheckResult]


def proof_report(seen: ProofObservations) -> dict[str, Any]:
    """Return `ok`, the figures of every check, and in `problems` the reasons why it is not ok."""
    results = [check(seen) for check in CHECKS]
    problems = [problem for result in results for problem in result.problems]
    figures = {name: value for result in results for name, value in result.figures.items()}
    return {"ok": not problems, **figures, "problems": problems}


def _check_stored(seen: ProofObservations) -> ProofCheckResult:
    stored, written = len(seen.tables.messages), seen.messages_written
    figures = {"messages_written": written, "messages_stored": stored}
    return ProofCheckResult(figures, _unless(stored == written, f"{stored} of {written} messages are stored"))


def _check_watched(seen: ProofObservations) -> ProofCheckResult:
    watched = sum(account.watched_until is not None for account in seen.tables.accounts)
    polled = seen.accounts_polled
    figures = {"accounts_watched": watched, "accounts_polled": polled}
    return ProofCheckResult(figures, _unless(watched == polled, f"{watched} of {polled} accounts are watched"))


def _check_texted(seen: ProofObservations) -> ProofCheckResult:
    first = seen.alert_texts[0] if seen.alert_texts else None
    delay = (first.at - seen.deadline).total_seconds() if first and seen.deadline else None
    figures = {"texts": len(seen.alert_texts), "seconds_from_deadline_to_text": _rounded(delay)}
    problems = [
        *_unless(first is not None, "no text arrived"),
        *_unless(first is None or first.link_token is not None, "the text contains no link"),
        *_unless(first is None or delay is not None, "no message has the deadline that the text was about"),
        *_unless(delay is None or delay >= 0, "the text arrived before the deadline"),
    ]
    return ProofCheckResult(figures, problems)


def _check_on_duty(seen: ProofObservations) -> ProofCheckResult:
    on_duty, texts = seen.texts_to_people_on_duty, len(seen.alert_texts)
    problem = f"{texts - on_duty} texts went to people who were not on duty"
    return ProofCheckResult({"texts_to_people_on_duty": on_duty}, _unless(on_duty == texts, problem))


def _check_answered(seen: ProofObservations) -> ProofCheckResult:
    """Check both acknowledgements: each must carry the name of the person who was texted."""
    link, text = seen.link_acknowledgement, seen.text_acknowledgement
    people = {alert.id: alert.acknowledged_by for alert in seen.tables.alerts}
    by = {"link": people.get(link.alert) if link else None, "text": people.get(text.alert) if text else None}
    problems = [*_link_problems(link, by["link"]), *_reply_problems(text, by["text"], seen.confirmations)]
    figures = {"steps_climbed": text.step if text else None, "answered_by": by}
    return ProofCheckResult(figures, problems if seen.alert_texts else ())


def _link_problems(link: LinkAcknowledgement | None, person: str | None) -> Sequence[str]:
    if link is None:
        return ("nobody could answer by the link",)
    status = link.acknowledge_status
    return [
        *_unless(link.look_status == HTTPStatus.OK, f"opening the link returned {link.look_status}"),
        *_unless(link.open_after_look, "opening the link acknowledged the alert"),
        *_unless(status == HTTPStatus.OK, f"acknowledging by the link returned {status}"),
        *_unless(person is not None, "the alert answered by the link is not acknowledged"),
    ]


def _reply_problems(text: TextAcknowledgement | None, person: str | None, confirmations: int) -> Sequence[str]:
    if text is None:
        return ("nobody could answer by text",)
    return [
        *_unless(text.step >= STEPS_TO_CLIMB, f"the alert that nobody answered climbed {text.step} steps"),
        *_unless(person is not None, "the alert answered by text is not acknowledged"),
        *_unless(confirmations == 1, f"{confirmations} texts answered the reply"),
    ]


def _check_quiet(seen: ProofObservations) -> ProofCheckResult:
    answers = [answer.at for answer in (seen.link_acknowledgement, seen.text_acknowledgement) if answer]
    if not answers:
        return ProofCheckResult({"texts_after_acknowledgement": None, "quiet_seconds": 0.0})
    after = sum(text.at > max(answers) for text in seen.alert_texts)
    figures = {"texts_after_acknowledgement": after, "quiet_seconds": _rounded(seen.quiet_for.total_seconds())}
    problems = [
        *_unless(after == 0, f"{after} texts arrived after the acknowledgement"),
        *_unless(seen.quiet_for > timedelta(), "the run did not wait for late texts"),
    ]
    return ProofCheckResult(figures, problems)


def _check_published(seen: ProofObservations) -> ProofCheckResult:
    rows, requested = seen.tables.deliveries, seen.deliveries_requested
    published = [row.account for row in rows if row.state == DeliveryState.PUBLISHED]
    doubled = sum(times > 1 for times in seen.times_shown)
    resolved = len(seen.unconfirmed_accounts.intersection(published))
    figures = {"posts_published": len(published), "posts_doubled": doubled, "unconfirmed_resolved": resolved}
    if not requested:
        return ProofCheckResult(figures, ("no post was submitted",))
    problems = [
        *_unless(len(published) == requested, f"{len(published)} of {requested} deliveries are published"),
        *_unless(all(seen.times_shown), "the public does not see the post on every account"),
        *_unless(doubled == 0, f"the public sees the post more than once on {doubled} accounts"),
        *_unless(resolved == 1, f"1 response was lost, but {resolved} unconfirmed deliveries were found again"),
    ]
    return ProofCheckResult(figures, problems)


def _check_failures(seen: ProofObservations) -> ProofCheckResult:
    count = len(seen.failures)
    return ProofCheckResult(
        {"function_errors": count}, _unless(count == 0, f"the functions logged {count} errors")
    )


def _report_times(seen: ProofObservations) -> ProofCheckResult:
    return ProofCheckResult({"seconds_to_up": _rounded(seen.seconds_to_up), "seconds": _rounded(seen.seconds)})


CHECKS: Sequence[ProofCheck] = (
    _check_stored,
    _check_watched,
    _check_texted,
    _check_on_duty,
    _check_answered,
    _check_quiet,
    _check_published,
    _check_failures,
    _report_times,
)


def _unless(is_well: bool, problem: str) -> tuple[str, ...]:
    return () if is_well else (problem,)


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
