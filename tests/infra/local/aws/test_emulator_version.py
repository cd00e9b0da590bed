"""Guards emulator_version.py."""

import pytest

from infra.local.aws import emulator_version


def test_the_installed_emulator_is_the_one_the_gaps_were_filled_for():
    emulator_version.require_pinned_version()


def test_another_version_is_refused_with_the_way_out():
    with pytest.raises(emulator_version.WrongVersionError, match=r"1\.6\.0 is installed.*make install"):
        emulator_version.require_pinned_version("1.6.0")
