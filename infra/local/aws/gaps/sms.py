"""Gap: the emulator's SNS keeps texts, but has no SMS settings, sandbox status, opt-outs or delivery reports.

Here the settings are kept, the account is out of the sandbox and nobody has opted out. Once a role for reports is
set, as AWS requires, every text is reported as delivered a moment later.
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
    """Answer the calls about the SMS account, and report on every text."""
    handle, publish = sns.handle_request, sns._publish

    async def handle_account_calls_too(
        method: str, path: str, headers: dict[str, str], body: bytes, query: Parameters
    ) -> SnsResponse:
        parameters = {**query, **parse_qs(body.decode(errors="replace"))}
        respond = _RESPONSES.get(sns._p(parameters, "Action"))
        if respond is not None:
            return respond(parameters)
        response: SnsResponse = await handle(method, path, headers, body, query)
        return response

    def publish_and_report(parameters: Parameters) -> SnsResponse:
        response: SnsResponse = publish(parameters)
        phone = sns._p(parameters, "PhoneNumber")
        if phone and response[0] == OK and _settings.get(ROLE):
            message = response[2].split(b"<MessageId>")[1].split(b"</MessageId>")[0].decode()
            # A thread does not inherit the context of the call, which holds its account and region.
            arguments = (_report, message, phone)
            timer = threading.Timer(REPORT_AFTER.total_seconds(), contextvars.copy_context().run, arguments)
            timer.daemon = True
            timer.start()
        return response

    sns.handle_request = handle_account_calls_too
    sns._publish = publish_and_report


def _set_attributes(parameters: Parameters) -> SnsResponse:
    number = 1
    while name := sns._p(parameters, f"attributes.entry.{number}.key"):
        _settings[name] = sns._p(parameters, f"attributes.entry.{number}.value")
        number += 1
    return _response("SetSMSAttributes", "")


def _get_attributes(parameters: Parameters) -> SnsResponse:
    wanted = {value[0] for name, value in parameters.items() if name.startswith("attributes.member.")}
    entries = "".join(
        f"<entry><key>{escape(name)}</key><value>{escape(value)}</value></entry>"
        for name, value in _settings.items()
        if not wanted or name in wanted
    )
    return _response("GetSMSAttributes", f"<attributes>{entries}</attributes>")


def _sandbox(_parameters: Parameters) -> SnsResponse:
    return _response("GetSMSSandboxAccountStatus", "<IsInSandbox>false</IsInSandbox>")


def _opted_out(_parameters: Parameters) -> SnsResponse:
    return _response("ListPhoneNumbersOptedOut", "<phoneNumbers></phoneNumbers>")


_RESPONSES = {
    "SetSMSAttributes": _set_attributes,
    "GetSMSAttributes": _get_attributes,
    "GetSMSSandboxAccountStatus": _sandbox,
    "ListPhoneNumbersOptedOut": _opted_out,
}


def _response(action: str, inner: str) -> SnsResponse:
    response: SnsResponse = sns._xml(OK, f"{action}Response", f"<{action}Result>{inner}</{action}Result>")
    return response


def _report(message: str, phone: str) -> None:
    now = datetime.now(UTC)
    report = {
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
    stream = {"logGroupName": group, "logStreamName": message}
    event = {"timestamp": int(time.time() * 1000), "message": json.dumps(report)}
    # SNS would create a missing group. Here nobody would read it, so the report is dropped.
    if cloudwatch_logs._create_log_stream(stream)[0] == OK:
        cloudwatch_logs._put_log_events({**stream, "logEvents": [event]})
