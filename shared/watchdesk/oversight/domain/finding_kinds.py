"""Everything the audit can find wrong, and how severe it is."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ALERT_PATH = "alert_path"
    """An overdue message may reach nobody. A run that finds this sends no heartbeat."""
    COVERAGE = "sight"
    """Messages may arrive that the system does not see."""
    AHEAD = "ahead"
    """Nothing is lost yet, but something will be lost unless somebody acts."""


class FindingName(StrEnum):
    EXAMINATION_FAILED = "examination_failed"
    SWEEP_BEHIND = "sweep_behind"
    MESSAGE_LOST = "message_lost"
    ROUND_SLOW = "round_slow"
    ALERT_LATE = "alert_late"
    ALERT_FORGOTTEN = "alert_forgotten"
    ALERT_UNTOLD = "alert_untold"
    PAGER_STUCK = "pager_stuck"
    TICK_MISSING = "tick_missing"
    NOTHING_SEEN = "nothing_seen"
    SURFACE_UNSEEN = "surface_unseen"
    CREDENTIAL_DEAD = "credential_dead"
    CREDENTIAL_ENDS = "credential_ends"
    TEXTING_OFF = "texting_off"
    SMS_SANDBOX = "sms_sandbox"
    SMS_SPENT = "sms_spent"
    SMS_SPEND_HIGH = "sms_spend_high"
    NUMBER_OPTED_OUT = "number_opted_out"
    NUMBER_UNPROVED = "number_unproved"
    QUEUE_AGED = "queue_aged"
    DEAD_LETTERS = "dead_letters"
    ROTA_GAP = "rota_gap"
    CANARY_UNSENT = "canary_unsent"
    CANARY_UNANSWERED = "canary_unanswered"
    HEARTBEAT_UNSET = "heartbeat_unset"
    ALARMS_UNHEARD = "alarms_unheard"
    LINKS_LONG = "links_long"
    SMS_SETUP = "sms_setup"
    CLOCK_SKEWED = "clock_skewed"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """What is the same about all findings of one name."""

    severity: Severity
    meaning: str
    remedy: str
    """One sentence that says what to do."""
