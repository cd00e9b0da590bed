"""Takes the texts to our number from the topic of End User Messaging, and answers each at most once."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.alerting.events import inbound_texts
from watchdesk.alerting.sms.reply_parser import InboundText
from watchdesk.alerting.usecases.answer_texts import AnsweredText
from watchdesk.aws.observability import count, error_facts, logger, metrics
from watchdesk.core.errors import Defect


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:  # noqa: ARG001
    for text in inbound_texts(event):
        _record(_answer(text))


def _answer(text: InboundText) -> AnsweredText:
    try:
        return bootstrap.answer_texts()(text)
    except Exception as error:  # noqa: BLE001  whatever it was, its own words may be somebody's
        for cause in error.exceptions if isinstance(error, ExceptionGroup) else (error,):
            logger.error("text_not_obeyed", inbound=text.id, **error_facts(cause))
        raise Defect("a text could not be obeyed: see text_not_obeyed; it is brought again") from None


def _record(text: AnsweredText) -> None:
    logger.info("text_received", **text.facts)
    count("TextsReceived", 1)
    count("StrangersTexted", int(text.is_from_stranger))
    if text.has_opted_out:
        logger.warning("number_opted_out", person=text.person)
        count("NumbersOptedOut", 1)
    if text.error is not None:
        logger.error("answer_not_sent", inbound=text.inbound, **error_facts(text.error))
        count("AnswersNotSent", 1)
