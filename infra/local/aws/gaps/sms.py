"""Gap: of an account's texts SNS keeps the texts alone: no settings, no sandbox, no list of opt-outs, no reports.

Settings are kept; the account is out of the sandbox and nobody has opted out. Once a role to report under is set,
as AWS wants it, every text is reported on a moment later, as one that arrived: here no phone is ever off.
https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html
"""

import contextvars
import json
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region
from ministack.services import cloudwatch_logs, sns

REPORT_AFTER = timedelta(seconds=1)
ROLE = "DeliveryStatusIAMRole"
OK = 200

_settings: Any = AccountRegionScopedDict()

Parameters = dict[str, Any]
SnsResponse = tuple[int, dict[str, str], bytes]


def fill() -> None:
    handle, publish = sns.handle_request, sns._publish

    async def handle_also_accounts(
        method: str, path: str, headers: dict[str, str], body: bytes, query: Parameters
    ) -> SnsResponse:
        asked = {**query, **parse_qs(body.decode(errors="replace"))}
        answer = _ANSWERS.get(sns._p(asked, "Action"))
        if answer is not None:
            return answer(asked)
        answered: SnsResponse = await handle(method, path, headers, body, query)
        return answered

    def publish_and_report(asked: Parameters) -> SnsResponse:
        answered: SnsResponse = publish(asked)
        phone = sns._p(asked, "PhoneNumber")
        if phone and answered[0] == OK and _settings.get(ROLE):
            message = answered[2].split(b"<MessageId>")[1].split(b"</MessageId>")[0].decode()
            # The account and the region of the call live in its context, which a thread does not inherit.
            arguments = (_report, message, phone)
            later = threading.Timer(REPORT_AFTER.total_seconds(), contextvars.copy_context().run, arguments)
            later.daemon = True
            later.start()
        return answered

    sns.handle_request = handle_also_accounts
    sns._publish = publish_and_report


def _set_attributes(asked: Parameters) -> SnsResponse:
    number = 1
    while name := sns._p(asked, f"attributes.entry.{number}.key"):
        _settings[name] = sns._p(asked, f"attributes.entry.{number}.value")
        number += 1
    return _answer("SetSMSAttributes", "")


def _attributes(asked: Parameters) -> SnsResponse:
    wanted = {value[0] for name, value in asked.items() if name.startswith("attributes.member.")}
    entries = "".join(
        f"<entry><key>{escape(name)}</key><value>{escape(value)}</value></entry>"
        for name, value in _settings.items()
        if not wanted or name in wanted
    )
    return _answer("GetSMSAttributes", f"<attributes>{entries}</attributes>")


def _sandbox(_asked: Parameters) -> SnsResponse:
    return _answer("GetSMSSandboxAccountStatus", "<IsInSandbox>false</IsInSandbox>")


def _opted_out(_asked: Parameters) -> SnsResponse:
    return _answer("ListPhoneNumbersOptedOut", "<phoneNumbers></phoneNumbers>")


_ANSWERS = {
    "SetSMSAttributes": _set_attributes,
    "GetSMSAttributes": _attributes,
    "GetSMSSandboxAccountStatus": _sandbox,
    "ListPhoneNumbersOptedOut": _opted_out,
}


def _answer(action: str, inner: str) -> SnsResponse:
    answered: SnsResponse = sns._xml(OK, f"{action}Response", f"<{action}Result>{inner}</{action}Result>")
    return answered


def _report(message: str, phone: str) -> None:
    now = datetime.now(UTC)
    said = {
        "notification": {"messageId": message, "timestamp": now.isoformat(sep=" ", timespec="milliseconds")[:-6]},
        "delivery": {
            "numberOfMessageParts": 1,
            "destination": phone,
            "priceInUSD": 0.0,
            "smsType": "Transactional",
            "providerResponse": "Message has been accepted by phone carrier",
            "dwellTimeMs": REPORT_AFTER // timedelta(milliseconds=1),
        },
        "status": "SUCCESS",
    }
    group = f"sns/{get_region()}/{get_account_id()}/DirectPublishToPhoneNumber"
    place = {"logGroupName": group, "logStreamName": message}
    event = {"timestamp": int(time.time() * 1000), "message": json.dumps(said)}
    # Without the group nobody would read it: SNS makes one then, and here there is no need.
    if cloudwatch_logs._create_log_stream(place)[0] == OK:
        cloudwatch_logs._put_log_events({**place, "logEvents": [event]})
