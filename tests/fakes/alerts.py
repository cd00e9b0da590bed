"""The alerts' double is the store that rehearsals run on."""

from infra.rehearsal.stores.alerts import MemoryAlerts as FakeAlertStore

__all__ = ["FakeAlertStore"]
