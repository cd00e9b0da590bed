"""The officers who may be named: as the register declares them, unless their name is withheld.

A name is withheld by an item in the `posts` table, so that nobody who publishes can write to the register.
"""

from dataclasses import dataclass, replace

from watchdesk.aws.dynamodb.codec import read
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.principal import Subject
from watchdesk.register.domain.officer import Officer

OFFICER = "officer"
"""The kind in the register's `pk`; `sk` is the subject."""
WITHHELD = "withheld#"


@dataclass(frozen=True, slots=True)
class DynamoDirectory:
    """The port Directory. Both tables are read anew each time, and consistently."""

    register: Table
    posts: Table

    def officer(self, subject: Subject) -> Officer | None:
        item = self.register.get({"pk": OFFICER, "sk": subject})
        if item is None:
            return None
        officer = read(Officer, {"allowed": (), **item["body"], "subject": subject})
        mark = self.posts.get(_key(subject))
        is_withheld = mark is not None and mark["withheld"]
        return replace(officer, allowed=frozenset()) if is_withheld else officer

    def withhold(self, subject: Subject) -> None:
        self.posts.put({**_key(subject), "withheld": True})

    def restore(self, subject: Subject) -> None:
        self.posts.put({**_key(subject), "withheld": False})


def _key(subject: Subject) -> Key:
    return {"pk": WITHHELD + subject, "sk": WITHHELD}
