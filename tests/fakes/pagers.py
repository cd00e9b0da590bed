"""The pagers' double is the store that rehearsals run on."""

from infra.rehearsal.stores.pagers import MemoryPagers as FakePagerStore

__all__ = ["FakePagerStore"]
