"""The name under a post."""

from dataclasses import dataclass
from typing import Final

from watchdesk.register.domain.officer import AttributionForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The name under a post, as the directory gave it when the post was accepted."""

    form: AttributionForm
    text: str
    """The text is empty when the form is NONE."""

    @property
    def is_shown(self) -> bool:
        return self.form is not AttributionForm.NONE


NO_ATTRIBUTION: Final = Attribution(form=AttributionForm.NONE, text="")
