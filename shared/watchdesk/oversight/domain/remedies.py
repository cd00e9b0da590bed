"""What each finding means and what to do about it: the only place where that is said."""

from collections.abc import Mapping

from watchdesk.oversight.domain.finding_kinds import FindingKind, FindingName, Severity

_PATH, _SIGHT, _AHEAD = Severity.ALERT_PATH, Severity.SIGHT, Severity.AHEAD

FINDING_KINDS: Mapping[FindingName, FindingKind] = {
    FindingName.EXAMINATION_FAILED: FindingKind(
        _PATH,
        "An examination could not be made, so nobody knows whether what it examines is well.",
        "Read audit_watch's log for the error it names; if AWS was busy, the next run will do.",
    ),
    FindingName.SWEEP_BEHIND: FindingKind(
        _PATH,
        "Messages have been due for more than three minutes and no alert looks after them.",
        "Read sweep_overdue's log and see that its schedule is enabled; invoke it by hand if it is not.",
    ),
    FindingName.MESSAGE_LOST: FindingKind(
        _PATH,
        "Waiting messages stood neither on the due list nor with a live alert.",
        "They are put back on the due list each time; report it as a fault, with audit_watch's log of this hour.",
    ),
    FindingName.ROUND_SLOW: FindingKind(
        _AHEAD,
        "Looking at every stored message took longer than a day.",
        "Archive old messages, or raise the pages that audit_watch reads in one run.",
    ),
    FindingName.ALERT_LATE: FindingKind(
        _PATH,
        "Alerts have been due for more than three minutes and have not been escalated.",
        "They are queued again each time; read escalate_alerts' log and see that its schedule is enabled.",
    ),
    FindingName.ALERT_FORGOTTEN: FindingKind(
        _PATH,
        "Open or acknowledged alerts had no time at which anything looks at them.",
        "They are looked at now; report it as a fault, with audit_watch's log of this hour.",
    ),
    FindingName.ALERT_UNTOLD: FindingKind(
        _PATH,
        "Alerts have been open for three minutes and no text about them was accepted.",
        "Telephone the duty desk now, then read escalate_alerts' log for what became of the texts.",
    ),
    FindingName.PAGER_STUCK: FindingKind(
        _PATH,
        "Texts for somebody have been due for more than three minutes and have not been sent.",
        "Telephone the person now, then read escalate_alerts' log.",
    ),
    FindingName.TICK_MISSING: FindingKind(
        _PATH,
        "A function that runs every minute has not run well for ten minutes.",
        "See that its schedule is enabled and that its concurrency is not used up, and read its log.",
    ),
    FindingName.NOTHING_SEEN: FindingKind(
        _PATH,
        "No account at all was polled successfully within its limit.",
        "Look for the fault on our side: poll_accounts' log, the polls queue, the network.",
    ),
    FindingName.SURFACE_UNSEEN: FindingKind(
        _SIGHT,
        "A watched surface was not polled successfully within its limit.",
        "Run watchdesk watch to see its trouble, and have somebody look at the account on the platform meanwhile.",
    ),
    FindingName.CREDENTIAL_DEAD: FindingKind(
        _SIGHT,
        "A platform refuses an account's credential, or has closed the account.",
        "Run watchdesk secret check for it, and store a new credential with watchdesk secret put.",
    ),
    FindingName.CREDENTIAL_ENDS: FindingKind(
        _AHEAD,
        "An account's credential is about to expire.",
        "Store a new one with watchdesk secret put before that day.",
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
        "Raise the limit before it is reached: beyond it texts are accepted and dropped.",
    ),
    FindingName.NUMBER_OPTED_OUT: FindingKind(
        _AHEAD,
        "A person's number told the carrier STOP and gets no texts.",
        "Have them text START, then say watchdesk number opt-in for them.",
    ),
    FindingName.NUMBER_UNPROVED: FindingKind(
        _AHEAD,
        "A person who can be on duty has a number that nobody has proved: a climb passes them over.",
        "Have them read back the code that watchdesk number verify sends.",
    ),
    FindingName.QUEUE_AGED: FindingKind(
        _SIGHT,
        "Work has waited on a queue for more than five minutes.",
        "Read the log of the function that takes from it, and see that its trigger is enabled.",
    ),
    FindingName.DEAD_LETTERS: FindingKind(
        _AHEAD,
        "Work failed for good and lies among the dead letters.",
        "Read why in the function's log, mend it, and start a redrive; purge what is of no use any more.",
    ),
    FindingName.ROTA_GAP: FindingKind(
        _AHEAD,
        "In the next seven days there are hours with nobody on duty, or nobody whose number counts: texts go on "
        "to the next step at once.",
        "Run watchdesk rota check; fill the gap in the register, or have the numbers proved.",
    ),
    FindingName.CANARY_UNSENT: FindingKind(
        _PATH,
        "The daily test text was not accepted by the carrier's side.",
        "Send one text by hand from the SNS console to the same person; read escalate_alerts' log.",
    ),
    FindingName.CANARY_UNANSWERED: FindingKind(
        _AHEAD,
        "The daily test text was not answered in time.",
        "Ask the person named in the register whether the text arrived.",
    ),
    FindingName.HEARTBEAT_UNSET: FindingKind(
        _AHEAD,
        "No heartbeat leaves this AWS region: if the region fails, nobody is told.",
        "Deploy with the parameter HeartbeatUrl naming a monitor outside AWS.",
    ),
    FindingName.ALARMS_UNHEARD: FindingKind(
        _PATH,
        "Nobody has confirmed a subscription to the alarms.",
        "Confirm the mail that AWS sent to AlarmEmail, or subscribe somebody to AlarmTopic.",
    ),
    FindingName.LINKS_LONG: FindingKind(
        _PATH,
        "The links in the texts begin with an address that no text has room for: escalate_alerts does not start.",
        "Give the API a short domain of its own, of up to seventy characters.",
    ),
    FindingName.SMS_SETUP: FindingKind(
        _AHEAD,
        "The provider of the texts is not set up as this stack needs: fates or answers of texts may go unknown.",
        "Do what the detail says; watchdesk sms show lists it too.",
    ),
    FindingName.CLOCK_SKEWED: FindingKind(
        _AHEAD,
        "This machine's clock differs from that of AWS by more than thirty seconds.",
        "Set the clock before believing the ages shown here.",
    ),
}
