"""The pagers' double is the store that rehearsals run on."""

from infra.memory.alerting.pagers import MemoryPagers as FakePagerStore

__all__ = ["FakePagerStore"]
