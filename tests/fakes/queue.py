"""A poll queue that keeps what it is given, and can be told to refuse some."""

from collections.abc import Collection, Sequence

from watchdesk.core.account import AccountId


class FakePollQueue:
    def __init__(self, refuses: Collection[AccountId] = ()) -> None:
        self.refuses = set(refuses)
        self.queued: list[AccountId] = []

    def put(self, accounts: Sequence[AccountId]) -> Sequence[AccountId]:
        taken = [account for account in accounts if account not in self.refuses]
        self.queued += taken
        return taken
