"""The base of all settings. A missing variable stops the cold start, not the first message.

Policy values have defaults. Names of resources have none.
"""

import os
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

PREFIX = "WATCHDESK_"
Name = Annotated[str, StringConstraints(min_length=3)]


def _text_channel(name: str) -> str:
    """Return the name if texts can leave by the channel that is registered under it, else raise ValueError."""
    from watchdesk.alerting.channels.registry import TEXT_CHANNELS  # noqa: PLC0415  only few settings need it

    if name not in TEXT_CHANNELS:
        raise ValueError(f"no channel for texts is called {name}")
    return name


SmsProvider = Annotated[str, AfterValidator(_text_channel)]
"""The name of the channel that texts leave by. `none` is for maintenance: all runs, and nobody is texted."""


class Settings(BaseModel):
    """Settings with one field for each variable of the environment."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read `WATCHDESK_<FIELD>` for every field, from the environment of this process unless another is given.

        Raises pydantic's ValidationError, which names what is missing.
        """
        given = os.environ if environment is None else environment
        found = {name: given.get(PREFIX + name.upper()) for name in cls.setting_names()}
        return cls.model_validate({name: value for name, value in found.items() if value is not None})

    @classmethod
    def setting_names(cls) -> AbstractSet[str]:
        """Return the names of what is read from the environment."""
        return cls.model_fields.keys()
