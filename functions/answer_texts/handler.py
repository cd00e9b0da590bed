"""A text to our number, by way of the topic of End User Messaging: obeyed once, answered at most once."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap, events
from watchdesk.domain.errors import Defect
from watchdesk.domain.reply import InboundText
from watchdesk.observability import count, error_facts, logger, metrics
from watchdesk.usecases.answer_texts import Answered, Outcome


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:  # noqa: ARG001
    for text in events.inbound_texts(event):
        _record(_obeyed(text))


def _obeyed(text: InboundText) -> Answered:
    try:
        return bootstrap.answer_texts()(text)
    except Exception as error:  # noqa: BLE001  whatever it was, its own words may be somebody's
        for each in error.exceptions if isinstance(error, ExceptionGroup) else (error,):
            logger.error("text_not_obeyed", inbound=text.id, **error_facts(each))
        # It is brought again.
        raise Defect("a text could not be obeyed: see text_not_obeyed") from None


def _record(answered: Answered) -> None:
    # The person, not the number, and nothing of what they wrote.
    facts = {"inbound": answered.inbound, "outcome": answered.outcome, "person": answered.person}
    logger.info("text_received", alerts=answered.codes, is_answered=answered.is_answered, **facts)
    count("TextsReceived", 1)
    count("StrangersTexted", int(answered.outcome is Outcome.STRANGER))
    if answered.outcome is Outcome.OPTED_OUT:
        logger.warning("number_opted_out", person=answered.person)
        count("NumbersOptedOut", 1)
    if answered.error is not None:
        logger.error("answer_not_sent", inbound=answered.inbound, **error_facts(answered.error))
        count("AnswersNotSent", 1)
