"""Messages and alerts as people read them at a terminal, where nothing that the public wrote may act."""

from collections.abc import Iterator
from datetime import UTC, datetime
from shlex import quote

from watchdesk.desk.http.alert_responses import AlertAnswer, AlertDetailsAnswer
from watchdesk.desk.http.message_responses import ListedAnswer, StandingAnswer
from watchdesk.desk.http.opened_responses import HistoryAnswer, OpenedAnswer, SaidAnswer, ThreadAnswer

JOINER = "\N{ZERO WIDTH JOINER}"
"""Holds an emoji together; it moves no cursor."""
UNSHOWN = "\N{REPLACEMENT CHARACTER}"


def safe(text: str) -> str:
    """On one line, with a mark for every character that would act on a terminal, or turn how it reads."""
    return "".join(_seen(character) for character in text)


def word(text: str) -> str:
    """To be copied into a shell, which takes it as one word whatever it holds."""
    return quote(safe(text))


def row(listed: ListedAnswer) -> str:
    """One line of a list, and a second for what a search has found."""
    notes = [f"overdue since {_clock(listed.overdue_since)}"] if listed.overdue_since else []
    notes += [f"alert {listed.alert_code}"] if listed.alert_code else []
    notes += [*_state_notes(listed)]
    told = f"  ({'; '.join(notes)})" if notes else ""
    line = f"{_clock(listed.deadline)}  {listed.urgency}  {listed.state}  {word(listed.key)}{told}"
    if listed.found is None:
        return line
    return f"{line}\n  {safe(listed.found.author)}: {safe(listed.found.excerpt)}"


def standing_line(standing: StandingAnswer) -> str:
    notes = [*_state_notes(standing)]
    told = f" ({'; '.join(notes)})" if notes else f", due {_clock(standing.deadline)}"
    return f"{safe(standing.key)}: {standing.state}{told}"


def opened_lines(opened: OpenedAnswer) -> Iterator[str]:
    yield row(opened.message)
    if opened.readers:
        yield f"  also read a moment ago by {', '.join(map(safe, opened.readers))}"
    yield from (f"  {line}" for line in _said(opened))
    for version in opened.versions:
        yield "  edited to:"
        yield from (f"  {line}" for line in _said(version))
    if opened.thread:
        yield "conversation:"
        for each in opened.thread:
            yield from _thread(each)
    yield "history:"
    yield from (f"  {_history(line)}" for line in opened.history)
    if opened.reply_to and not opened.message.disposition:
        yield f"answer with: watchdesk post --to {opened.message.account} --reply-to {word(opened.reply_to)}"


def alert_line(alert: AlertAnswer) -> str:
    taken = f", acknowledged by {safe(alert.acknowledged_by)}" if alert.acknowledged_by else ""
    named = f"{alert.id}  {alert.code}  {_clock(alert.opened_at)}"
    return f"{named}  {alert.account}  {alert.group}  {alert.state}, step {alert.step}{taken}"


def details_lines(details: AlertDetailsAnswer) -> Iterator[str]:
    yield alert_line(details.alert)
    yield from (f"  {row(each)}" for each in details.members)
    for text in details.texts:
        sent = f" at {_clock(text.sent_at)}" if text.sent_at else ""
        yield f"  text to {safe(text.name)}, step {text.step}: {text.state}{sent}"
    for event in details.history:
        about = f" {safe(event.about)}" if event.about else ""
        yield f"  {_clock(event.at)}  {event.kind.replace('_', ' ')}{about}"


def _state_notes(standing: StandingAnswer) -> Iterator[str]:
    if standing.claimed_by:
        until = f" until {_clock(standing.claim_until)}" if standing.claim_until else ""
        yield f"claimed by {safe(standing.claimed_by)}{until}"
    if ended := standing.disposition:
        reference = f" {safe(ended.reference)}" if ended.reference else ""
        yield f"{ended.outcome.replace('_', ' ')}{reference} by {safe(ended.by)}, {_clock(ended.at)}"
    if standing.deleted_at:
        yield "deleted there"
    if standing.attachments:
        yield f"{standing.attachments} attached"


def _said(said: SaidAnswer) -> Iterator[str]:
    if said.unreadable:
        yield f"could not be read ({safe(said.unreadable.problem)}), as it came:"
        yield f"| {safe(said.unreadable.raw)}"
    if said.body:
        author = said.body.author
        yield f"{safe(author.handle)} ({safe(author.name)}), {_clock(said.body.sent_at)}"
        yield from (f"| {safe(line)}" for line in said.body.text.split("\n"))
        yield from (f"attached: {safe(each.kind)} {safe(each.alt)}".rstrip() for each in said.body.attachments)
    if said.cut:
        yield "(it is longer than what is shown)"


def _thread(line: ThreadAnswer) -> Iterator[str]:
    answered = f", answered {_clock(line.answered_at)}" if line.answered_at else ""
    yield f"  {safe(line.key)}: {line.state}{answered}"
    yield from (f"    {each}" for each in _said(line))


def _history(line: HistoryAnswer) -> str:
    by = f" by {safe(line.by)}" if line.by else ""
    facts = ", ".join(f"{name} {safe(fact)}" for name, fact in sorted(line.facts.items()))
    return f"{_clock(line.at)}  {line.what.replace('_', ' ')}{by}" + (f" ({facts})" if facts else "")


def _seen(character: str) -> str:
    if character.isprintable() or character == JOINER:
        return character
    return " " if character.isspace() else UNSHOWN


def _clock(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
