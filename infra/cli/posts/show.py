"""The lines that show a post, its deliveries and a preview at a terminal."""

from collections.abc import Iterator
from datetime import UTC, datetime

from infra.cli.problem_text import problem_line
from watchdesk.publishing.domain.post import DeliveryState, PendingChange, PostState
from watchdesk.publishing.http.responses import DeliveryResponse, PostResponse, PreviewResponse

MAX_ROW_TEXT = 60
"""The number of characters of a text in a list."""
_PENDING_CHANGES = {PendingChange.WITHDRAW: "to be taken down", PendingChange.EDIT: "to be changed there"}


def preview_lines(preview: PreviewResponse) -> Iterator[str]:
    """Yield what each account would show, then the advice. `problem_lines` yields the problems."""
    for account in preview.accounts:
        cost = f", US$ {account.cost}" if account.cost is not None else ""
        approval = ", needs approval" if account.needs_approval else ""
        yield f"{account.account}: {account.length} of {account.limit} {account.unit}{cost}{approval}"
        for part in account.parts:
            yield from (f"  | {line}" for line in part.split("\n"))
        yield from (f"  link: {link}" for link in account.links)
    for advice in preview.advice:
        yield f"advice: {problem_line('', advice.account, advice.message)}"


def problem_lines(preview: PreviewResponse) -> Iterator[str]:
    for problem in preview.problems:
        yield problem_line(problem.field, problem.account, problem.message)


def post_lines(view: PostResponse) -> Iterator[str]:
    post = view.post
    yield f"post {post.id}: {post.state.replace('_', ' ')}, by {post.author}, {_utc_text(post.created_at)}"
    yield from (f"  | {line}" for line in post.text.split("\n"))
    if post.attribution.text:
        yield f"  signed: {post.attribution.text}"
    if post.publish_at > post.created_at:
        yield f"  goes out at {_utc_text(post.publish_at)}"
    if post.decision:
        verb = "approved" if post.decision.approved else "rejected"
        note = f": {post.decision.note}" if post.decision.note else ""
        yield f"  {verb} by {post.decision.by}, {_utc_text(post.decision.at)}{note}"
    yield from (f"  {delivery_line(delivery)}" for delivery in view.deliveries)


def post_row(view: PostResponse) -> str:
    """Return the line of a post in a list."""
    text = " ".join(view.post.text.split())
    short = text if len(text) <= MAX_ROW_TEXT else f"{text[: MAX_ROW_TEXT - 3]}..."
    where = ", ".join(f"{delivery.account} {delivery.state}" for delivery in view.deliveries)
    state = view.post.state.replace("_", " ")
    return f"{view.post.id}  {_utc_text(view.post.created_at)}  {state}  [{where}]  {short}"


def delivery_line(delivery: DeliveryResponse) -> str:
    details = [_PENDING_CHANGES[delivery.wish]] if delivery.wish else []
    details += _details(delivery)
    links = [part.url for part in delivery.published]
    state = f"{delivery.account}: {delivery.state}"
    return " ".join([f"{state} ({'; '.join(details)})" if details else state, *links])


def _details(delivery: DeliveryResponse) -> Iterator[str]:
    if delivery.held:
        yield "held by a freeze"
    if delivery.trouble and delivery.trouble != delivery.state:
        yield delivery.trouble
    if delivery.state is DeliveryState.UNCONFIRMED:
        again = _utc_text(delivery.attention_at) if delivery.attention_at else ""
        then = f"again at {again}" if again else "check the account yourself, then use `watchdesk posts confirm`"
        yield f"the part may be public; checked {delivery.looks} times, {then}"
    if 0 < len(delivery.published) < len(delivery.parts):
        yield f"{len(delivery.published)} of {len(delivery.parts)} parts are out"


def is_at_rest(view: PostResponse) -> bool:
    """Say whether nothing more happens to the post until a person acts."""
    if view.post.state in (PostState.AWAITING_APPROVAL, PostState.REJECTED):
        return True
    return all(
        delivery.held or (delivery.attention_at is None and delivery.wish is None) for delivery in view.deliveries
    )


def _utc_text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
