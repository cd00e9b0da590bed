"""The routes of freezes: list them, set one and lift one."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.core.account import AccountId
from watchdesk.http.routing import NOT_FOUND_OR_CONFLICT, Caller, route
from watchdesk.publishing.domain.freeze import FreezeView
from watchdesk.publishing.http.requests import FreezeBody, LiftBody
from watchdesk.publishing.http.responses import (
    FreezeListResponse,
    FreezeResponse,
)
from watchdesk.publishing.usecases.lift_freeze import LiftFreeze
from watchdesk.publishing.usecases.list_freezes import ListFreezes
from watchdesk.publishing.usecases.set_freeze import SetFreeze

FREEZE, TAG = "/v1/freeze", "freezes"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeRoutes:
    list_all: ListFreezes
    set: SetFreeze
    lift: LiftFreeze

    @route("GET", FREEZE, "List the freezes", tag=TAG)
    def list_freezes(self, caller: Caller) -> FreezeListResponse:
        """List the freezes of accounts that the caller administers, each with what it holds back."""
        return _list_response(self.list_all(caller))

    @route("POST", FREEZE, "Set a freeze", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def set_freeze(self, body: FreezeBody, caller: Caller) -> FreezeResponse:
        """Hold back what is not public, on one account or on all. Later exemptions need another person."""
        view = self.set(
            _account(body),
            caller,
            reason=body.reason,
            exempt_subjects=body.subjects(),
            exempt_posts=body.posts(),
        )
        return FreezeResponse.model_validate(view)

    @route("POST", f"{FREEZE}/lift", "Lift a freeze", tag=TAG, errors=NOT_FOUND_OR_CONFLICT)
    def lift_freeze(self, body: LiftBody, caller: Caller) -> FreezeListResponse:
        """Lift a freeze that another person set. What it held goes out within a minute. List the others."""
        self.lift(_account(body), caller)
        return _list_response(self.list_all(caller))


def _list_response(freezes: Sequence[FreezeView]) -> FreezeListResponse:
    return FreezeListResponse.model_validate({"freezes": freezes})


def _account(body: FreezeBody | LiftBody) -> AccountId | None:
    return AccountId(body.account) if body.account else None
