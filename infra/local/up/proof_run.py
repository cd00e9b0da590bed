"""The steps of the proof, and what it observes meanwhile."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from infra.cli.exits import RefusedError
from infra.local.up.progress_log import ProgressLog
from infra.local.up.proof_observations import (
    STEPS_TO_CLIMB,
    LinkAcknowledgement,
    ProofObservations,
    TextAcknowledgement,
)
from infra.local.up.proof_post import ProofPost
from infra.local.up.public_messages import PublicMessage, public_message
from infra.local.up.received_texts import ReceivedText
from infra.local.up.system import RunningSystem
from infra.local.up.system_observer import SystemObserver
from infra.local.up.table_reader import AlertRow
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.account import Account
from watchdesk.core.message import Urgency

T = TypeVar("T")


class ProofRun:
    """One run. The first alert is answered by text after it has climbed, the second one by link at once."""

    def __init__(self, system: RunningSystem, progress: ProgressLog) -> None:
        self._system = system
        self._progress = progress
        self._messages: list[PublicMessage] = []
        self._random = Random("once")  # noqa: S311  repeatable, not secret
        self._post = ProofPost(system)
        self._observer = SystemObserver(system, progress)
        self._link_acknowledgement: LinkAcknowledgement | None = None
        self._text_acknowledgement: TextAcknowledgement | None = None
        self._first_account, self._second_account = system.staff.choose_two_accounts(
            system.accounts, STEPS_TO_CLIMB
        )

    def observations(self) -> ProofObservations:
        answer = self._link_acknowledgement or self._text_acknowledgement
        quiet_for = datetime.now(UTC) - answer.at if answer else timedelta()
        self._update()
        return ProofObservations(
            messages_written=len(self._messages),
            accounts_polled=len(self._system.accounts),
            tables=self._observer.tables,
            alert_texts=self._observer.alert_texts,
            texts_to_people_on_duty=self._observer.texts_to_people_on_duty,
            deadline=self._urgent_deadline(),
            link_acknowledgement=self._link_acknowledgement,
            text_acknowledgement=self._text_acknowledgement,
            confirmations=len(self.confirmations()),
            quiet_for=quiet_for,
            deliveries_requested=self._post.deliveries_requested,
            unconfirmed_accounts=frozenset(self._post.unconfirmed_accounts),
            times_shown=self._post.times_shown(),
            failures=self._system.failures.failures,
            seconds_to_up=self._system.seconds_to_up,
            seconds=self._progress.seconds,
        )

    def _urgent_deadline(self) -> datetime | None:
        messages = self._observer.tables.messages
        return min((row.deadline for row in messages if row.urgency == Urgency.URGENT), default=None)

    def write_messages(self) -> None:
        """Write one urgent message to the first account, and a routine one to every other but the second."""
        chosen = (self._first_account, self._second_account)
        self._write(self._first_account, Urgency.URGENT)
        for account in self._system.accounts:
            if account not in chosen:
                self._write(account, Urgency.ROUTINE)
        count = len(self._messages)
        self._progress.log(f"the public wrote {count} messages, an urgent one to {self._first_account.name}")

    def write_second_message(self) -> None:
        self._write(self._second_account, Urgency.URGENT)
        self._progress.log(f"the public wrote another urgent message, to {self._second_account.name}")

    def _write(self, account: Account, urgency: Urgency) -> None:
        self._messages.append(public_message(account, urgency, self._random))
        self._system.write_message(self._messages[-1])

    def submit_post(self) -> None:
        """Submit one post for two accounts. The response of one platform is lost."""
        try:
            self._post.submit()
        except RefusedError as error:
            self._progress.log(f"NOT submitted: {error}")
        else:
            count = self._post.deliveries_requested
            self._progress.log(f"a post was submitted for {count} accounts, with the name of its officer")

    def wait_until(self, name: str, look: Callable[[], T], within: timedelta) -> T | None:
        """Return the first true value of `look`, or None if there is none within the given time."""
        end = time.monotonic() + within.total_seconds()
        while time.monotonic() < end:
            self._update()
            if value := look():
                self._progress.log(name)
                return value
            time.sleep(1)
        self._progress.log(f"NOT within {within.total_seconds():.0f} s: {name}")
        return None

    def wait(self, duration: timedelta) -> None:
        self._progress.log(f"waiting {duration.total_seconds():.0f} s")
        end = time.monotonic() + duration.total_seconds()
        while time.monotonic() < end:
            self._update()
            time.sleep(1)

    def answer_by_link(self) -> None:
        """Open the link first, as the preview of a phone does, and then press the button."""
        alert, text = self._alert_and_text(self._second_account)
        link, staff = text.link or "", self._system.staff
        look_status = staff.open_link(link)
        self._update()
        is_open = self._observer.urgent_alert(self._second_account).state == AlertState.OPEN
        status = staff.acknowledge_by_link(link)
        self._link_acknowledgement = LinkAcknowledgement(
            alert=alert.id,
            at=datetime.now(UTC),
            look_status=look_status,
            open_after_look=is_open,
            acknowledge_status=status,
        )
        self._progress.log(f"the link was opened ({look_status}) and its button pressed ({status})")

    def answer_by_text(self) -> None:
        alert, text = self._alert_and_text(self._first_account)
        body = self._system.staff.reply(text, alert.code)
        self._text_acknowledgement = TextAcknowledgement(
            alert=alert.id, phone=text.phone, at=datetime.now(UTC), step=alert.step
        )
        self._progress.log(f"{self._system.staff.name_of(text.phone)} texted back: {body}")

    def all_watched(self) -> bool:
        watched = [account for account in self._observer.tables.accounts if account.watched_until]
        return len(watched) == len(self._system.accounts)

    def all_stored(self) -> bool:
        return len(self._observer.tables.messages) >= len(self._messages)

    def second_alert_is_texted(self) -> bool:
        return bool(self._observer.urgent_texts(self._second_account))

    def first_alert_has_climbed(self) -> bool:
        """Return whether it reached the step, and a person on duty for that step got the text."""
        texts = self._observer.urgent_texts(self._first_account)
        if not texts:
            return False
        alert = self._observer.urgent_alert(self._first_account)
        rota = self._system.staff.escalation_steps(self._first_account.id)[STEPS_TO_CLIMB].notify
        phones = self._system.staff.on_duty(datetime.now(UTC))[rota]
        return alert.step >= STEPS_TO_CLIMB and any(text.phone in phones for text in texts[-len(phones) :])

    def confirmations(self) -> tuple[ReceivedText, ...]:
        """Return the texts without a link that reached the replying phone after its reply."""
        answer = self._text_acknowledgement
        return tuple(
            text
            for text in self._observer.other_texts
            if answer and text.at >= answer.at and text.phone == answer.phone
        )

    def post_is_published(self) -> bool:
        return self._post.is_published(self._observer.tables.deliveries)

    def _alert_and_text(self, account: Account) -> tuple[AlertRow, ReceivedText]:
        """Return the urgent alert of the account, and the last text about it."""
        return self._observer.urgent_alert(account), self._observer.urgent_texts(account)[-1]

    def _update(self) -> None:
        self._observer.update()
        self._post.record(self._observer.tables.deliveries)
