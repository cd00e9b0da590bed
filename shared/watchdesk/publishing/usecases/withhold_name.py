"""Withhold an officer's name from now on, and remove it from every post that shows it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.errors import LeaseLost
from watchdesk.core.principal import Principal, Subject
from watchdesk.publishing.domain.name_removal import NameOccurrence, NameRemoval, NameWithdrawal
from watchdesk.publishing.domain.post import Post, PostId
from watchdesk.publishing.domain.signature import text_names_person
from watchdesk.publishing.ports.composing import Directory
from watchdesk.publishing.ports.posts import PostList
from watchdesk.publishing.usecases.find_officer import FindOfficer
from watchdesk.publishing.usecases.remove_name import RemoveName
from watchdesk.register.domain.officer import Officer

BATCH_SIZE = 50
KEEPS_CHANGING = "the post kept changing: withhold the name again in a minute"
NAMED_IN_TEXT = "the text itself names the officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithholdName:
    find: FindOfficer
    directory: Directory
    listing: PostList
    remove_name: RemoveName
    record: RecordEvent

    def __call__(self, subject: Subject, principal: Principal) -> NameWithdrawal:
        """Refuse the name in new posts, then examine every stored post.

        Safe to repeat. Repeat it after a minute, because the list of posts lags behind the store by a moment.
        Raises Unknown as FindOfficer does, and TryLater: the name then stays withheld, and the call must be
        repeated.
        """
        officer = self.find(subject, principal)
        self.record(principal, "withhold_name", subject)
        self.directory.withhold(subject)
        removed = defaultdict[NameRemoval, list[NameOccurrence]](list)
        rest = list[NameOccurrence]()
        for post in self._every_post():
            if post.author == subject:
                rest += self._remove(post.id, principal, removed)
            if any(_names(text, officer) for text in (post.text, *post.variants.values())):
                rest.append(NameOccurrence(post=post.id, why=NAMED_IN_TEXT))
        return NameWithdrawal(
            unsigned=tuple(removed[NameRemoval.UNSIGNED]),
            edits=tuple(removed[NameRemoval.EDITED]),
            take_downs=tuple(removed[NameRemoval.TAKEN_DOWN]),
            rest=tuple(rest),
        )

    def _remove(
        self, post: PostId, principal: Principal, removed: defaultdict[NameRemoval, list[NameOccurrence]]
    ) -> list[NameOccurrence]:
        """Remove the name from one post. Return what a person must look at."""
        try:
            for removal, occurrence in self.remove_name(post, principal):
                removed[removal].append(occurrence)
        except LeaseLost:
            return [NameOccurrence(post=post, why=KEEPS_CHANGING)]
        return []

    def _every_post(self) -> Iterator[Post]:
        after = None
        while batch := self.listing.newest(BATCH_SIZE, after):
            yield from batch
            after = batch[-1].id


def _names(text: str, officer: Officer) -> bool:
    return text_names_person(text, officer.first_name, officer.last_name)
