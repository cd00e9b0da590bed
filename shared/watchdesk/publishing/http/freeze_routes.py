"""What administrators order: nothing goes out, and whose name is shown no more."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.account import AccountId
from watchdesk.core.principal import Principal, Subject
from watchdesk.http.routing import NOT_FOUND, NOT_FOUND_OR_CONFLICT, Caller, Route
from watchdesk.publishing.http.facade import Desk
from watchdesk.publishing.http.requests import FreezeBody, LiftBody, NameBody
from watchdesk.publishing.http.responses import (
    FreezeResponse,
    FreezesResponse,
    NameResponse,
    NameWithdrawalResponse,
)

FREEZES, NAMES = "freezes", "names"


@dataclass(frozen=True, slots=True)
class FreezeRoutes:
    desk: Desk

    def routes(self) -> Iterator[Route]:
        yield Route(
            method="GET",
            path="/v1/freeze",
            call=self.list_freezes,
            summary="See what is frozen, and what waits for it",
            answer=FreezesResponse,
            tag=FREEZES,
            errors={},
        )
        yield Route(
            method="POST",
            path="/v1/freeze",
            call=self.set_freeze,
            summary="Hold back what has not gone out",
            answer=FreezeResponse,
            tag=FREEZES,
            errors=NOT_FOUND_OR_CONFLICT,
        )
        yield Route(
            method="POST",
            path="/v1/freeze/lift",
            call=self.lift_freeze,
            summary="Lift a freeze",
            answer=FreezesResponse,
            tag=FREEZES,
            errors=NOT_FOUND_OR_CONFLICT,
        )
        yield Route(
            method="POST",
            path="/v1/names/withhold",
            call=self.withhold_name,
            summary="Take an officer's name off everything",
            answer=NameWithdrawalResponse,
            tag=NAMES,
            errors=NOT_FOUND,
        )
        yield Route(
            method="POST",
            path="/v1/names/restore",
            call=self.restore_name,
            summary="Let the register decide about a name again",
            answer=NameResponse,
            tag=NAMES,
            errors=NOT_FOUND,
        )

    def list_freezes(self, who: Caller) -> FreezesResponse:
        """Those that hold an account the caller administers."""
        return self._freezes(who)

    def set_freeze(self, asked: FreezeBody, who: Caller) -> FreezeResponse:
        """On one account or on all. To exempt more later takes another person."""
        account = AccountId(asked.account) if asked.account else None
        found = self.desk.set_freeze(
            account,
            who,
            reason=asked.reason,
            exempt_subjects=asked.subjects(),
            exempt_posts=asked.posts(),
        )
        return FreezeResponse.model_validate(found)

    def lift_freeze(self, asked: LiftBody, who: Caller) -> FreezesResponse:
        """By somebody other than who set it. What it held goes out within a minute. Answered with what is left."""
        self.desk.lift_freeze(AccountId(asked.account) if asked.account else None, who)
        return self._freezes(who)

    def withhold_name(self, asked: NameBody, who: Caller) -> NameWithdrawalResponse:
        """At once, also where it stands already. Officers may for themselves. Safe to repeat."""
        return NameWithdrawalResponse.model_validate(self.desk.withhold_name(Subject(asked.subject), who))

    def restore_name(self, asked: NameBody, who: Caller) -> NameResponse:
        """Never by the officers themselves. What was taken off stays off."""
        self.desk.restore_name(Subject(asked.subject), who)
        return NameResponse(subject=asked.subject, withheld=False)

    def _freezes(self, who: Principal) -> FreezesResponse:
        return FreezesResponse.model_validate({"freezes": self.desk.freezes(who)})
