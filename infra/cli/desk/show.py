"""Prints messages and alerts. Nothing that the public wrote can control the terminal."""

from collections.abc import Iterator
from datetime import UTC, datetime
from shlex import quote

from watchdesk.desk.http.alert_responses import AlertDetailsResponse, AlertResponse
from watchdesk.desk.http.message_responses import ListedMessageResponse, MessageStatusResponse
from watchdesk.desk.http.opened_message_responses import (
    HistoryLineResponse,
    MessageContentResponse,
    OpenedMessageResponse,
    ThreadMessageResponse,
)

ZERO_WIDTH_JOINER = "\N{ZERO WIDTH JOINER}"
"""It holds an emoji together and moves no cursor."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Return the text on one line. Characters that control a terminal or reverse the direction are replaced."""
    return "".join(_shown_character(character) for character in text)


def shell_word(text: str) -> str:
    """Return the text quoted, so that a shell to which it is copied takes it as one word."""
    return quote(printable(text))


def message_row(listed: ListedMessageResponse) -> str:
    """Return one line of a list, and a second line if a search has found words."""
    notes = [f"overdue since {_utc_text(listed.overdue_since)}"] if listed.overdue_since else []
    notes += [f"alert {listed.alert_code}"] if listed.alert_code else []
    notes += [*_state_notes(listed)]
    suffix = f"  ({'; '.join(notes)})" if notes else ""
    line = f"{_utc_text(listed.deadline)}  {listed.urgency}  {listed.state}  {shell_word(listed.key)}{suffix}"
    if listed.found is None:
        return line
    return f"{line}\n  {printable(listed.found.author)}: {printable(listed.found.excerpt)}"


def status_line(status: MessageStatusResponse) -> str:
    notes = [*_state_notes(status)]
    suffix = f" ({'; '.join(notes)})" if notes else f", due {_utc_text(status.deadline)}"
    return f"{printable(status.key)}: {status.state}{suffix}"


def opened_lines(opened: OpenedMessageResponse) -> Iterator[str]:
    yield message_row(opened.message)
    if opened.readers:
        yield f"  also read a moment ago by {', '.join(map(printable, opened.readers))}"
    yield from (f"  {line}" for line in _content_lines(opened))
    for version in opened.versions:
        yield "  edited to:"
        yield from (f"  {line}" for line in _content_lines(version))
    if opened.thread:
        yield "conversation:"
        for message in opened.thread:
            yield from _thread_lines(message)
    yield "history:"
    yield from (f"  {_history_text(line)}" for line in opened.history)
    if opened.reply_to and not opened.message.disposition:
        yield f"answer with: watchdesk post --to {opened.message.account} --reply-to {shell_word(opened.reply_to)}"


def alert_line(alert: AlertResponse) -> str:
    taken = f", acknowledged by {printable(alert.acknowledged_by)}" if alert.acknowledged_by else ""
    named = f"{alert.id}  {alert.code}  {_utc_text(alert.opened_at)}"
    return f"{named}  {alert.account}  {alert.group}  {alert.state}, step {alert.step}{taken}"


def alert_details_lines(details: AlertDetailsResponse) -> Iterator[str]:
    yield alert_line(details.alert)
    yield from (f"  {message_row(member)}" for member in details.members)
    for text in details.texts:
        sent = f" at {_utc_text(text.sent_at)}" if text.sent_at else ""
        yield f"  text to {printable(text.name)}, step {text.step}: {text.state}{sent}"
    for event in details.history:
        about = f" {printable(event.about)}" if event.about else ""
        yield f"  {_utc_text(event.at)}  {event.kind.replace('_', ' ')}{about}"


def _state_notes(status: MessageStatusResponse) -> Iterator[str]:
    if status.claimed_by:
        until = f" until {_utc_text(status.claim_until)}" if status.claim_until else ""
        yield f"claimed by {printable(status.claimed_by)}{until}"
    if ended := status.disposition:
        reference = f" {printable(ended.reference)}" if ended.reference else ""
        yield f"{ended.outcome.replace('_', ' ')}{reference} by {printable(ended.by)}, {_utc_text(ended.at)}"
    if status.deleted_at:
        yield "deleted there"
    if status.attachments:
        yield f"{status.attachments} attached"


def _content_lines(content: MessageContentResponse) -> Iterator[str]:
    if content.unreadable:
        yield f"could not be read ({printable(content.unreadable.problem)}), as it came:"
        yield f"| {printable(content.unreadable.raw)}"
    if content.body:
        author = content.body.author
        yield f"{printable(author.handle)} ({printable(author.name)}), {_utc_text(content.body.sent_at)}"
        yield from (f"| {printable(line)}" for line in content.body.text.split("\n"))
        yield from (
            f"attached: {printable(attachment.kind)} {printable(attachment.alt)}".rstrip()
            for attachment in content.body.attachments
        )
    if content.cut:
        yield "(it is longer than what is shown)"


def _thread_lines(line: ThreadMessageResponse) -> Iterator[str]:
    answered = f", answered {_utc_text(line.answered_at)}" if line.answered_at else ""
    yield f"  {printable(line.key)}: {line.state}{answered}"
    yield from (f"    {text}" for text in _content_lines(line))


def _history_text(line: HistoryLineResponse) -> str:
    by = f" by {printable(line.by)}" if line.by else ""
    facts = ", ".join(f"{name} {printable(fact)}" for name, fact in sorted(line.facts.items()))
    return f"{_utc_text(line.at)}  {line.what.replace('_', ' ')}{by}" + (f" ({facts})" if facts else "")


def _shown_character(character: str) -> str:
    if character.isprintable() or character == ZERO_WIDTH_JOINER:
        return character
    return " " if character.isspace() else REPLACEMENT


def _utc_text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
