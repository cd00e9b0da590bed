"""The messages' doubles are the stores that rehearsals run on."""

from infra.rehearsal.stores.messages import MemoryMessages as FakeMessageStore
from infra.rehearsal.stores.messages import MemoryRedatingLog as FakeRedatingLog

__all__ = ["FakeMessageStore", "FakeRedatingLog"]
