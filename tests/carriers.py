"""What carriers report of texts, as CloudWatch Logs hands it to a function."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent / "samples/receipts"


def sample(name: str, **changed: Any) -> dict[str, Any]:
    """A report as it was documented; `notification__messageId="1"` changes what lies deeper."""
    report = json.loads((SAMPLES / f"{name}.json").read_text())
    for place, value in changed.items():
        *folders, last = place.split("__")
        inside = report
        for folder in folders:
            inside = inside[folder]
        inside[last] = value
    return report


def sns_failure(why: str, text: str = "sms-1", phone: str = "+447700900001") -> dict[str, Any]:
    return sample(
        "sns_failure",
        notification__messageId=text,
        delivery__providerResponse=why,
        delivery__destination=phone,
    )


def delivered_by_logs(*lines: Any, message_type: str = "DATA_MESSAGE") -> dict[str, Any]:
    """The event of a subscription filter: gzip within base64 within JSON."""
    said = {
        "messageType": message_type,
        "owner": "123456789012",
        "logGroup": "sns/eu-west-2/123456789012/DirectPublishToPhoneNumber",
        "logStream": "8f3c",
        "subscriptionFilters": ["watchdesk"],
        "logEvents": [
            {
                "id": str(number),
                "timestamp": 1772452803470,
                "message": line if isinstance(line, str) else json.dumps(line),
            }
            for number, line in enumerate(lines)
        ],
    }
    data = base64.b64encode(gzip.compress(json.dumps(said).encode())).decode()
    return {"awslogs": {"data": data}}
