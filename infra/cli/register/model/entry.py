"""What every entry of a register's form has in common."""

from pydantic import BaseModel, ConfigDict


class EntryModel(BaseModel):
    """Nothing beside its keys, and nothing that changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
