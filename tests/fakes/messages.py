"""The messages' double is the store that rehearsals run on."""

from infra.rehearsal.stores.messages import MemoryMessages as FakeMessageStore

__all__ = ["FakeMessageStore"]
