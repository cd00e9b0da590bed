"""Platforms to post to, in memory. What is sent twice stands there twice: nothing here forgives."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from watchdesk.core.account import Account, AccountId
from watchdesk.core.errors import Defect, Refused
from watchdesk.publishing.domain.post import PublishedPart
from watchdesk.publishing.ports.posts import OutgoingPart


@dataclass(frozen=True, slots=True)
class Fault:
    """What becomes of one call instead of an answer."""

    error: BaseException
    arrives: bool = False
    """It took effect, and only its answer was lost."""
    meanwhile: Callable[[], object] = lambda: None
    """What somebody does while the call is on its way."""


@dataclass(slots=True)
class FakeOutlet:
    """One account's place on its platform. `public` is everything that ever stood there, with the parts' keys."""

    public: list[tuple[str, OutgoingPart]] = field(default_factory=list)
    down: list[str] = field(default_factory=list)
    """The native ids of what was taken down."""
    calls: list[str] = field(default_factory=list)
    faults: dict[str, list[Fault | Callable[[], object] | None]] = field(default_factory=dict)
    """Per kind of call, what happens to the next ones in turn; None: nothing."""

    def send(self, part: OutgoingPart) -> PublishedPart:
        return self._call("send", lambda: self._publish(part))

    def look(self, part: OutgoingPart) -> PublishedPart | None:
        return self._call("look", lambda: self._find(part))

    def edit(self, published: PublishedPart, part: OutgoingPart) -> PublishedPart:
        return self._call("edit", lambda: self._change(published, part))

    def withdraw(self, account: Account, published: PublishedPart) -> None:  # noqa: ARG002  it has one account
        self._call("withdraw", lambda: self.down.append(published.native_id))

    def will(self, call: str, *faults: Fault | Callable[[], object] | None) -> None:
        self.faults.setdefault(call, []).extend(faults)

    @property
    def texts(self) -> list[str]:
        """What stands there now."""
        return [part.text for native_id, part in self.public if native_id not in self.down]

    def _call(self, name: str, effect: Callable[[], object]) -> object:
        self.calls.append(name)
        planned = self.faults.get(name)
        fault = planned.pop(0) if planned else None
        if callable(fault):
            fault()
        if isinstance(fault, Fault):
            fault.meanwhile()
            if fault.arrives:
                effect()
            raise fault.error
        return effect()

    def _publish(self, part: OutgoingPart) -> PublishedPart:
        native_id = f"public-{len(self.public) + 1}"
        self.public.append((native_id, part))
        return PublishedPart(native_id=native_id, version="1", url=f"https://social.example/{native_id}")

    def _find(self, part: OutgoingPart) -> PublishedPart | None:
        for native_id, standing in self.public:
            if standing.key == part.key and native_id not in self.down:
                return PublishedPart(native_id=native_id, version="1", url=f"https://social.example/{native_id}")
        return None

    def _change(self, published: PublishedPart, part: OutgoingPart) -> PublishedPart:
        ids = [native_id for native_id, _ in self.public]
        if published.native_id not in ids:
            raise Refused("there is no such post")
        self.public[ids.index(published.native_id)] = (published.native_id, part)
        return replace(published, version=part.text)


class FakeOutlets:
    """One FakeOutlet per account; `without` are accounts whose platform nothing can post to."""

    def __init__(self, *without: AccountId) -> None:
        self.without = without
        self.by_account: dict[AccountId, FakeOutlet] = {}

    def of(self, account: Account) -> FakeOutlet:
        if account.id in self.without:
            raise Defect(f"no adapter posts to {account.platform}")
        return self.at(account.id)

    def at(self, account: AccountId) -> FakeOutlet:
        return self.by_account.setdefault(account, FakeOutlet())
