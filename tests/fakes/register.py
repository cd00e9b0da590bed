"""The register's doubles are those that rehearsals run on."""

from infra.memory.register.register import MemoryNumberBook as FakeNumberBook
from infra.memory.register.register import MemoryRegister as FakeRegister

__all__ = ["FakeNumberBook", "FakeRegister"]
