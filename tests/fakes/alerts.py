"""The alerts' double is the store that rehearsals run on."""

from infra.memory.alerting.alerts import MemoryAlerts as FakeAlertStore

__all__ = ["FakeAlertStore"]
