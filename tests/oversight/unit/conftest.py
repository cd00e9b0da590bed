"""The force that is watched, and its auditor."""

import pytest

from tests.worlds.oversight import AuditWorld


@pytest.fixture
def audit_world() -> AuditWorld:
    return AuditWorld()
