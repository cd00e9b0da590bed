"""The register's doubles are those that rehearsals run on."""

from infra.rehearsal.stores.register import MemoryNumberBook as FakeNumberBook
from infra.rehearsal.stores.register import MemoryRegister as FakeRegister

__all__ = ["FakeNumberBook", "FakeRegister"]
