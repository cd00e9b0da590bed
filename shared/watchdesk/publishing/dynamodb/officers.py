"""The officers who may be named, as the register declares them unless their name is withheld.

An item in the `posts` table marks a withheld name, so that publish_post needs no right to write the register.
"""

from dataclasses import dataclass, replace

from watchdesk.aws.dynamodb.codec import read
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.core.principal import Subject
from watchdesk.register.domain.officer import Officer

OFFICER = "officer"
"""The value of `pk` in the register table; `sk` is the subject."""
WITHHELD = "withheld#"


@dataclass(frozen=True, slots=True)
class DynamoDirectory:
    """The port Directory. Each call reads both tables consistently, without a cache."""

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
