"""Note what the carrier's side reports of the texts it took: a failure climbs, a STOP is remembered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from watchdesk.alerting.domain.receipt import ReceiptStatus
from watchdesk.alerting.ports.pagers import TextReceipts
from watchdesk.alerting.ports.receipts import CarrierReport
from watchdesk.core.clock import Clock
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.ports import PhoneNumbers, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSummary:
    """What came of a batch: facts for the log, nothing personal."""

    receipts: Mapping[ReceiptStatus, int]
    """How many texts of ours each became of."""
    undecided: int
    """Reports that said nothing final."""
    strangers: int
    """Reports about texts that tell of no alert, such as the code that proves a number."""
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
        """Safe to repeat as a whole. One report's failure is its own."""
        tally = _ReceiptTally()
        for report in reports:
            try:
                self._note(report, tally)
            except Exception as error:  # noqa: BLE001  whatever it was, the other texts' fate must be known
                tally.errors.append(error)
        return ReceiptSummary(
            receipts=dict(tally.receipts),
            undecided=tally.undecided,
            strangers=tally.strangers,
            opted_out=tuple(tally.opted_out),
            quota_spent=tally.quota_spent,
            errors=tuple(tally.errors),
        )

    def _note(self, report: CarrierReport, tally: _ReceiptTally) -> None:
        """The STOP first: once the failure is noted, the alert climbs at once and must pass that number over."""
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
        found = [person for person in self.register.people() if person.phone == phone and _is_news(person)]
        for person in found:
            self.numbers.opt_out(person, self.clock.now())
        return [person.id for person in found]


def _is_news(person: Person) -> bool:
    """Who is known to have opted out keeps the moment they did."""
    return person.opted_out_at is None
