"""What each finding means and what to do about it. No other module says this."""

from collections.abc import Mapping

from watchdesk.oversight.domain.finding_kinds import FindingKind, FindingName, Severity

_PATH, _COVERAGE, _AHEAD = Severity.ALERT_PATH, Severity.COVERAGE, Severity.AHEAD

FINDING_KINDS: Mapping[FindingName, FindingKind] = {
    FindingName.EXAMINATION_FAILED: FindingKind(
        _PATH,
        "A check could not be made, so nobody knows whether what it checks is well.",
        "Read audit_watch's log for the error; if AWS was busy, wait for the next run.",
    ),
    FindingName.SWEEP_BEHIND: FindingKind(
        _PATH,
        "Messages have been due for more than three minutes and belong to no alert.",
        "Read sweep_overdue's log and check that its schedule is enabled; if it is not, invoke it by hand.",
    ),
    FindingName.MESSAGE_LOST: FindingKind(
        _PATH,
        "Waiting messages were neither on the due list nor in an open alert.",
        "They were put back on the due list; report it as a fault, with audit_watch's log of this hour.",
    ),
    FindingName.ROUND_SLOW: FindingKind(
        _AHEAD,
        "The check of every stored message took longer than a day.",
        "Archive old messages, or raise the pages that audit_watch reads in one run.",
    ),
    FindingName.ALERT_LATE: FindingKind(
        _PATH,
        "Alerts have been due for more than three minutes and have not been escalated.",
        "They were queued again; read escalate_alerts' log and check that its schedule is enabled.",
    ),
    FindingName.ALERT_FORGOTTEN: FindingKind(
        _PATH,
        "Open or acknowledged alerts had no time at which they are looked at again.",
        "They are due now; report it as a fault, with audit_watch's log of this hour.",
    ),
    FindingName.ALERT_UNTOLD: FindingKind(
        _PATH,
        "Alerts have been open for three minutes and no text about them was accepted.",
        "Telephone the duty desk now, then read in escalate_alerts' log what happened to the texts.",
    ),
    FindingName.PAGER_STUCK: FindingKind(
        _PATH,
        "Texts to a person have been due for more than three minutes and have not been sent.",
        "Telephone the person now, then read escalate_alerts' log.",
    ),
    FindingName.TICK_MISSING: FindingKind(
        _PATH,
        "A function that runs every minute has not run well for ten minutes.",
        "Check that its schedule is enabled and that its concurrency is not used up, and read its log.",
    ),
    FindingName.NOTHING_SEEN: FindingKind(
        _PATH,
        "No account was polled successfully within its limit.",
        "Look for the fault in the system itself: poll_accounts' log, the polls queue, the network.",
    ),
    FindingName.SURFACE_UNSEEN: FindingKind(
        _COVERAGE,
        "A watched surface was not polled successfully within its limit.",
        "Run watchdesk watch to see the error, and have somebody read the account on the platform meanwhile.",
    ),
    FindingName.CREDENTIAL_DEAD: FindingKind(
        _COVERAGE,
        "A platform refuses an account's credential, or has closed the account.",
        "Run watchdesk secret check for the account, and store a new credential with watchdesk secret put.",
    ),
    FindingName.CREDENTIAL_ENDS: FindingKind(
        _AHEAD,
        "An account's credential is about to expire.",
        "Store a new credential with watchdesk secret put before that day.",
    ),
    FindingName.TEXTING_OFF: FindingKind(
        _PATH,
        "Texting is switched off: no alert reaches anybody.",
        "End the maintenance: deploy with a provider of texts again.",
    ),
    FindingName.SMS_SANDBOX: FindingKind(
        _PATH,
        "The AWS account may text only its own test numbers: SNS is in the SMS sandbox.",
        "Ask AWS Support to move the account out of the SMS sandbox.",
    ),
    FindingName.SMS_SPENT: FindingKind(
        _PATH,
        "This month's spending limit for texts is used up: SNS accepts texts and drops them.",
        "Raise the limit now: SNS, Text messaging, and a request to AWS Support if its quota is reached.",
    ),
    FindingName.SMS_SPEND_HIGH: FindingKind(
        _AHEAD,
        "Much of this month's spending limit for texts is used up.",
        "Raise the limit before it is reached, because SNS accepts and drops the texts beyond it.",
    ),
    FindingName.NUMBER_OPTED_OUT: FindingKind(
        _AHEAD,
        "A person's number has sent STOP to the carrier and receives no texts.",
        "Ask the person to text START, then run watchdesk number opt-in for them.",
    ),
    FindingName.NUMBER_UNPROVED: FindingKind(
        _AHEAD,
        "A person who can be on duty has an unproved number, so alerts pass them over.",
        "Run watchdesk number verify, and ask the person for the code that it sends.",
    ),
    FindingName.QUEUE_AGED: FindingKind(
        _COVERAGE,
        "Work has waited on a queue for more than five minutes.",
        "Read the log of the function that reads the queue, and check that its trigger is enabled.",
    ),
    FindingName.DEAD_LETTERS: FindingKind(
        _AHEAD,
        "Work failed for good and lies among the dead letters.",
        "Read why in the function's log, correct it, and start a redrive; purge what is of no use any more.",
    ),
    FindingName.ROTA_GAP: FindingKind(
        _AHEAD,
        "In the next seven days there are hours with nobody on duty, or nobody whose number counts. Then an alert "
        "goes to the next step at once.",
        "Run watchdesk rota check, then fill the gap in the register or have the numbers proved.",
    ),
    FindingName.CANARY_UNSENT: FindingKind(
        _PATH,
        "The daily test text was not accepted by the carrier's side.",
        "Send a text by hand from the SNS console to the same person, and read escalate_alerts' log.",
    ),
    FindingName.CANARY_UNANSWERED: FindingKind(
        _AHEAD,
        "The daily test text was not answered in time.",
        "Ask the person named in the register whether the text arrived.",
    ),
    FindingName.HEARTBEAT_UNSET: FindingKind(
        _AHEAD,
        "No heartbeat leaves this AWS region, so nobody notices if the region fails.",
        "Deploy with the parameter HeartbeatUrl, the address of a monitor outside AWS.",
    ),
    FindingName.ALARMS_UNHEARD: FindingKind(
        _PATH,
        "Nobody has confirmed a subscription to the alarms.",
        "Confirm the subscription in the mail that AWS sent to AlarmEmail, or subscribe somebody to AlarmTopic.",
    ),
    FindingName.LINKS_LONG: FindingKind(
        _PATH,
        "The links in texts begin with an address that is too long for a text, so escalate_alerts does not start.",
        "Give the API a domain of its own with up to seventy characters.",
    ),
    FindingName.SMS_SETUP: FindingKind(
        _AHEAD,
        "The provider of texts is not set up as this stack needs, so receipts or replies may be missing.",
        "Do what the detail says, which watchdesk sms show lists too.",
    ),
    FindingName.CLOCK_SKEWED: FindingKind(
        _AHEAD,
        "The clock of this machine differs from that of AWS by more than thirty seconds.",
        "Set the clock, because the ages shown here are wrong until then.",
    ),
}
