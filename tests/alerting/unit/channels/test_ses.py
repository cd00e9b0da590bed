"""How SES is asked to send an email."""

import pytest

from tests.alerting.contract.channel_rigs import EMAIL, SENDER, SesRig, on_moto
from watchdesk.alerting.channels.ses.channel import SesChannel
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.core.errors import NeedsAPerson

MESSAGE = ChannelMessage(address=EMAIL, subject="NYP K7MX", body="1 urgent overdue. £20?")


@pytest.fixture
def ses():
    with on_moto(SesRig) as rig:
        yield rig


def test_an_email_arrives_with_its_subject_and_its_words(ses):
    ses.channel.send(MESSAGE)
    assert [(email.subject, email.body) for email in ses.sent] == [("NYP K7MX", "1 urgent overdue. £20?")]


def test_an_email_goes_from_the_forces_own_address_to_one_person_alone(ses):
    ses.channel.send(MESSAGE)
    (email,) = ses.sent
    assert (email.source, email.destinations) == (SENDER, {"ToAddresses": [EMAIL]})


def test_an_email_asks_for_no_automatic_answer(ses):
    asked = []
    ses.client.meta.events.register(
        "provide-client-params.sesv2.SendEmail", lambda params, **_: asked.append(params)
    )
    ses.channel.send(MESSAGE)
    message = asked[0]["Content"]["Simple"]
    assert message["Headers"] == [{"Name": "Auto-Submitted", "Value": "auto-generated"}]
    assert set(message["Body"]) == {"Text"}


def test_an_address_nobody_verified_for_the_force_needs_a_person(ses):
    with pytest.raises(NeedsAPerson, match="SES answered MessageRejected"):
        SesChannel(ses.client, "somebody@elsewhere.example").send(MESSAGE)
