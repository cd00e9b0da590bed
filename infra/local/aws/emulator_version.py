"""The only version of the emulator that `gaps/` supports, because it uses private functions of the emulator."""

from importlib.metadata import version

EMULATOR_PACKAGE = "ministack"
PINNED_VERSION = "1.5.33"


class WrongVersionError(RuntimeError):
    """The installed emulator is not the version that `gaps/` supports."""


def require_pinned_version(installed: str | None = None) -> None:
    """Raise WrongVersionError unless exactly the pinned version is installed."""
    found = installed or version(EMULATOR_PACKAGE)
    if found != PINNED_VERSION:
        raise WrongVersionError(
            f"{EMULATOR_PACKAGE} {found} is installed, but infra/local/aws supports only {PINNED_VERSION}: "
            "run `make install`, or change the pinned version together with gaps/ and its tests"
        )
