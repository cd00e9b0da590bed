"""The base of all settings. A missing variable stops the cold start, not the first message.

Policy values have defaults. Names of resources have none.
"""

import os
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints

PREFIX = "WATCHDESK_"
Name = Annotated[str, StringConstraints(min_length=3)]
SmsProvider = Literal["sns", "eum", "none"]
"""`eum` is End User Messaging. `none` is for maintenance: everything runs, and nobody is texted."""


class Settings(BaseModel):
    """Settings with one field for each variable of the environment."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read `WATCHDESK_<FIELD>` for every field, from the environment of this process unless another is given.

        Raises pydantic's ValidationError, which names what is missing.
        """
        given = os.environ if environment is None else environment
        found = {name: given.get(PREFIX + name.upper()) for name in cls.model_fields}
        return cls.model_validate({name: value for name, value in found.items() if value is not None})
