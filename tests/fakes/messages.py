"""The messages' doubles are the stores that rehearsals run on."""

from infra.memory.inbox.messages import MemoryMessages as FakeMessageStore
from infra.memory.inbox.messages import MemoryRedatingLog as FakeRedatingLog

__all__ = ["FakeMessageStore", "FakeRedatingLog"]
