"""Withhold an officer's name: at once, and wherever it stands already."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.errors import LeaseLost, Unknown
from watchdesk.core.principal import Action, Principal, Subject
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.post import Post, PostId
from watchdesk.publishing.domain.post_request import NameOccurrence, NameWithdrawal
from watchdesk.publishing.domain.signature import text_names_person
from watchdesk.publishing.ports.composing import Directory
from watchdesk.publishing.ports.posts import PostList
from watchdesk.publishing.usecases.remove_name import NameRemoval, RemoveName
from watchdesk.register.domain.officer import Officer

BATCH_SIZE = 50
KEEPS_CHANGING = "it moves on as it is changed: withhold the name again in a minute"
NAMED_IN_TEXT = "the text itself names the officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithholdName:
    directory: Directory
    listing: PostList
    unsign: RemoveName
    record: RecordEvent

    def withhold(self, subject: Subject, principal: Principal) -> NameWithdrawal:
        """From now on no post is accepted with the name; then every post there is is looked at.

        Safe to repeat, and to be repeated after a minute: the list of posts follows what is stored by a moment.
        Officers may for themselves; for others it needs `administer` on every account. Raises Unknown for
        somebody who is not in the directory, or not for this principal; and TryLater: then it must be repeated,
        and the name stays withheld.
        """
        officer = self._officer(subject, principal)
        self.record(principal, "withhold_name", subject)
        self.directory.withhold(subject)
        found = defaultdict[NameRemoval, list[NameOccurrence]](list)
        rest = list[NameOccurrence]()
        for post in self._every_post():
            if post.author == subject:
                rest += self._take_off(post.id, principal, found)
            if any(_names(text, officer) for text in (post.text, *post.variants.values())):
                rest.append(NameOccurrence(post=post.id, why=NAMED_IN_TEXT))
        return NameWithdrawal(
            unsigned=tuple(found[NameRemoval.UNSIGNED]),
            edits=tuple(found[NameRemoval.EDITED]),
            take_downs=tuple(found[NameRemoval.TAKEN_DOWN]),
            rest=tuple(rest),
        )

    def restore(self, subject: Subject, principal: Principal) -> None:
        """The register decides again which forms may be used. What was taken off stays off.

        Never by the officers themselves: somebody under pressure could be made to. Raises as `withhold` does.
        """
        self._officer(subject, principal)
        if principal.subject == subject:
            raise Unknown("there is no such officer")
        self.record(principal, "restore_name", subject)
        self.directory.restore(subject)

    def _officer(self, subject: Subject, principal: Principal) -> Officer:
        may = principal.subject == subject or principal.may_everywhere(Action.ADMINISTER)
        officer = self.directory.officer(subject) if may and is_id(subject) else None
        if officer is None:
            raise Unknown("there is no such officer")
        return officer

    def _take_off(
        self, post: PostId, principal: Principal, found: defaultdict[NameRemoval, list[NameOccurrence]]
    ) -> list[NameOccurrence]:
        """What could not be done about it."""
        try:
            for removal, carrier in self.unsign(post, principal):
                found[removal].append(carrier)
        except LeaseLost:
            return [NameOccurrence(post=post, why=KEEPS_CHANGING)]
        return []

    def _every_post(self) -> Iterator[Post]:
        after = None
        while page := self.listing.newest(BATCH_SIZE, after):
            yield from page
            after = page[-1].id


def _names(text: str, officer: Officer) -> bool:
    return text_names_person(text, officer.first_name, officer.last_name)
