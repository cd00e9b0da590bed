"""Guards pinned.py."""

import pytest

from infra.local.aws import pinned


def test_the_installed_emulator_is_the_one_the_gaps_were_filled_for():
    pinned.require()


def test_another_version_is_refused_with_the_way_out():
    with pytest.raises(pinned.WrongVersionError, match=r"1\.6\.0 is installed.*make install"):
        pinned.require("1.6.0")
