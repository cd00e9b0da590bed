"""The routes that withhold an officer's name and restore it."""

from dataclasses import dataclass

from watchdesk.core.principal import Subject
from watchdesk.http.routing import NOT_FOUND, Caller, route
from watchdesk.publishing.http.requests import NameBody
from watchdesk.publishing.http.responses import NameResponse, NameWithdrawalResponse
from watchdesk.publishing.usecases.restore_name import RestoreName
from watchdesk.publishing.usecases.withhold_name import WithholdName

NAMES, TAG = "/v1/names", "names"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRoutes:
    withhold: WithholdName
    restore: RestoreName

    @route("POST", f"{NAMES}/withhold", "Withhold an officer's name", tag=TAG, errors=NOT_FOUND)
    def withhold_name(self, body: NameBody, caller: Caller) -> NameWithdrawalResponse:
        """Remove the name from all posts and refuse it in new ones. Officers may do this for themselves.

        Safe to repeat.
        """
        return NameWithdrawalResponse.model_validate(self.withhold(Subject(body.subject), caller))

    @route("POST", f"{NAMES}/restore", "Restore an officer's name", tag=TAG, errors=NOT_FOUND)
    def restore_name(self, body: NameBody, caller: Caller) -> NameResponse:
        """Let the register decide about the name again. Officers may not do this for themselves.

        Names that were removed from posts stay removed.
        """
        self.restore(Subject(body.subject), caller)
        return NameResponse(subject=body.subject, withheld=False)
