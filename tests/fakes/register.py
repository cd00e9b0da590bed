"""The register's doubles are those that rehearsals run on."""

from infra.memory.register.register import MemoryPhoneNumbers as FakeNumberBook
from infra.memory.register.register import MemoryRegister as FakeRegister

__all__ = ["FakeNumberBook", "FakeRegister"]
