"""The one version of the emulator whose private functions `gaps/` knows."""

from importlib.metadata import version

EMULATOR_PACKAGE = "ministack"
PINNED_VERSION = "1.5.33"


class WrongVersionError(RuntimeError):
    """The emulator that is installed is not the one the gaps were filled for."""


def require_pinned_version(installed: str | None = None) -> None:
    """Raise WrongVersionError unless exactly the pinned version is installed."""
    found = installed or version(EMULATOR_PACKAGE)
    if found != PINNED_VERSION:
        raise WrongVersionError(
            f"{EMULATOR_PACKAGE} {found} is installed, but infra/local/aws fills the gaps of {PINNED_VERSION}: "
            "run `make install`, or move the pin together with gaps/ and its tests."
        )
