"""Find the messages that were disposed of, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from typing import Final

from watchdesk.core.account import AccountId
from watchdesk.core.principal import Principal
from watchdesk.desk.domain.message_order import PageEnd, disposed_order, disposed_page_end
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.queries import MessageQuery
from watchdesk.desk.ports import MessageList
from watchdesk.register.ports import Register

BATCH_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FindDisposedMessages:
    messages: MessageList
    register: Register

    def __call__(
        self, query: MessageQuery, principal: Principal, after: PageEnd | None
    ) -> Iterator[MessageStatus]:
        named = query.accounts or {account.id for account in self.register.accounts()}
        accounts = sorted(account for account in named if query.covers(account, principal))
        streams = (self._of_account(account, after) for account in accounts)
        return merge(*streams, key=disposed_order, reverse=True)

    def _of_account(self, account: AccountId, after: PageEnd | None) -> Iterator[MessageStatus]:
        while batch := self.messages.disposed(account, BATCH_SIZE, after):
            yield from batch
            after = disposed_page_end(batch[-1])
