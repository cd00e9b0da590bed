"""The base class of every response, and one problem of a request."""

from pydantic import BaseModel, ConfigDict, Field


class ResponseModel(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)


class ProblemResponse(ResponseModel):
    code: str
    field: str = Field(
        description="Where it is in the request, for example text, variants.{platform}, images.0.alt."
    )
    message: str = Field(description="What to change.")
    account: str | None = None
