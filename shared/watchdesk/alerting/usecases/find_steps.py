"""Find the escalation steps of the policy that an alert falls under."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert
from watchdesk.core.errors import WatchdeskError
from watchdesk.register.domain.policy import EscalationStep
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class FindSteps:
    register: Register

    def __call__(self, alert: Alert, errors: list[Exception]) -> Sequence[EscalationStep]:
        """Return the steps, or none if the account or its policy has left the register.

        An error of the register is added to `errors` and does not stop the caller: without steps an alert still
        reaches the last resort, and its first answer still counts.
        """
        try:
            account = self.register.account(alert.account)
            return self.register.policy(account.policy).steps if account else ()
        except WatchdeskError as error:
            errors.append(error)
            return ()
