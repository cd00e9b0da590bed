"""The settings of a simulated server with the Mastodon API."""

from dataclasses import dataclass, replace
from datetime import timedelta

from infra.local.simulators.mastodon.flavours import FLAVOURS, Flavour, Ids, ResetForm


@dataclass(frozen=True, slots=True, kw_only=True)
class MastodonSettings:
    """How this server differs from its flavour. None means that the flavour decides."""

    flavour: str = "mastodon"
    ids: Ids | None = None
    reset_form: ResetForm | None = None
    idempotent: bool | None = None
    language: str = "en"
    """The language of the errors, `en` or `ja`."""
    domain: str = "social.simulated.example"
    media_delay: timedelta = timedelta(seconds=1)
    """The time for which an upload is processed."""

    def applied(self) -> Flavour:
        """Return the flavour with these settings applied. Raises ValueError for an unknown flavour."""
        if self.flavour not in FLAVOURS:
            raise ValueError(f"no flavour {self.flavour}; there are {', '.join(FLAVOURS)}")
        own = {"ids": self.ids, "reset_form": self.reset_form, "idempotent": self.idempotent}
        chosen = {name: value for name, value in own.items() if value is not None}
        return replace(FLAVOURS[self.flavour], **chosen)  # type: ignore[arg-type]


DEFAULT = MastodonSettings()
