"""The position of a walk over several kinds of calls, as the text that is handed back to it."""

from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from watchdesk.core.errors import Defect


class Position(BaseModel):
    """Its text may be days old and come from an earlier release."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __str__(self) -> str:
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the position.

        Raises Defect for a text that this release did not write; the walk then begins at the top.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            raise Defect("this place in a feed was noted by another release") from None
