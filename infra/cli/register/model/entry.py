"""The base of all entries in the form of a register."""

from pydantic import BaseModel, ConfigDict


class EntryModel(BaseModel):
    """An entry that is frozen and allows no other keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)
