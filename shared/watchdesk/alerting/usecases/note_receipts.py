"""Store what providers report about the texts they took. After a failure the alert climbs; a STOP is stored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from watchdesk.alerting.domain.receipt import ReceiptStatus
from watchdesk.alerting.ports.pagers import TextReceipts
from watchdesk.alerting.ports.receipts import CarrierReport
from watchdesk.core.clock import Clock
from watchdesk.register.domain.person import PersonId
from watchdesk.register.ports import PhoneNumbers, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSummary:
    """What came of a batch of reports. It holds facts for the log and nothing personal."""

    receipts: Mapping[ReceiptStatus, int]
    """How many of our texts had each outcome."""
    undecided: int
    """The number of reports that are not final."""
    strangers: int
    """The number of reports about texts that tell of no alert, such as the code that proves a number."""
    opted_out: Sequence[PersonId]
    quota_spent: int
    errors: Sequence[Exception]


@dataclass
class _ReceiptTally:
    receipts: Counter[ReceiptStatus] = field(default_factory=Counter)
    undecided: int = 0
    strangers: int = 0
    opted_out: list[PersonId] = field(default_factory=list)
    quota_spent: int = 0
    errors: list[Exception] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReceipts:
    receipts: TextReceipts
    register: Register
    numbers: PhoneNumbers
    clock: Clock

    def __call__(self, reports: Sequence[CarrierReport]) -> ReceiptSummary:
        """Store each report; an error of one does not stop the others. Safe to repeat."""
        tally = _ReceiptTally()
        for report in reports:
            try:
                self._note_report(report, tally)
            except Exception as error:  # noqa: BLE001  whatever it was, the other reports must be stored
                tally.errors.append(error)
        return ReceiptSummary(
            receipts=dict(tally.receipts),
            undecided=tally.undecided,
            strangers=tally.strangers,
            opted_out=tuple(tally.opted_out),
            quota_spent=tally.quota_spent,
            errors=tuple(tally.errors),
        )

    def _note_report(self, report: CarrierReport, tally: _ReceiptTally) -> None:
        """Store a STOP before the failure, as the alert then climbs at once and must pass that number over."""
        tally.quota_spent += report.is_quota_spent
        if report.has_opted_out:
            tally.opted_out += self._opt_out(report.phone)
        if report.receipt is None:
            tally.undecided += 1
        elif self.receipts.note_receipt(report.provider_id, report.receipt, self.clock.now()):
            tally.receipts[report.receipt] += 1
        else:
            tally.strangers += 1

    def _opt_out(self, phone: str) -> list[PersonId]:
        # A person who has opted out before keeps the time at which they did.
        found = [
            person for person in self.register.people() if person.phone == phone and person.opted_out_at is None
        ]
        for person in found:
            self.numbers.opt_out(person, self.clock.now())
        return [person.id for person in found]
