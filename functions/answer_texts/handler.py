"""A text to our number, by way of the topic of End User Messaging: obeyed once, answered at most once."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.alerting.events import inbound_texts
from watchdesk.alerting.sms.reply_parser import InboundText
from watchdesk.alerting.usecases.answer_texts import AnsweredText
from watchdesk.alerting.usecases.plan_answer import ReplyResult
from watchdesk.aws.observability import count, error_facts, logger, metrics
from watchdesk.core.errors import Defect


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:  # noqa: ARG001
    for text in inbound_texts(event):
        _record(_obeyed(text))


def _obeyed(text: InboundText) -> AnsweredText:
    try:
        return bootstrap.answer_texts()(text)
    except Exception as error:  # noqa: BLE001  whatever it was, its own words may be somebody's
        for each in error.exceptions if isinstance(error, ExceptionGroup) else (error,):
            logger.error("text_not_obeyed", inbound=text.id, **error_facts(each))
        raise Defect("a text could not be obeyed: see text_not_obeyed; it is brought again") from None


def _record(answered: AnsweredText) -> None:
    who, outcome, said = answered.person, answered.outcome, answered.is_answered
    logger.info("text_received", inbound=answered.inbound, outcome=outcome, person=who, is_answered=said)
    count("TextsReceived", 1)
    count("StrangersTexted", int(outcome is ReplyResult.STRANGER))
    if outcome is ReplyResult.OPTED_OUT:
        logger.warning("number_opted_out", person=who)
        count("NumbersOptedOut", 1)
    if answered.error is not None:
        logger.error("answer_not_sent", inbound=answered.inbound, **error_facts(answered.error))
        count("AnswersNotSent", 1)
