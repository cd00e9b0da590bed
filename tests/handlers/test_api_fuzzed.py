"""Whatever is sent, the API answers as its description says: no fault of ours, no status that is not described."""

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from infra.api_description.openapi import api_description
from tests.handlers.api import Api
from tests.handlers.desk_api import SPAM, DeskApi
from tests.handlers.wsgi import served
from tests.worlds.desk import pc

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
BOUNDED = settings(max_examples=18, deadline=None, database=None, suppress_health_check=list(HealthCheck))
DESK = "^/v1/(messages|alerts)"


def a_desk() -> DeskApi:
    """With a message that waits, one that is over, and an alert."""
    api = DeskApi()
    api.room.raises_alert(api.room.receives("alerted"))
    api.room.use.dispose(api.room.receives("over"), pc(), SPAM)
    api.room.receives("waiting")
    return api


posts = schemathesis.openapi.from_wsgi("/openapi.json", served(Api(), api_description())).exclude(path_regex=DESK)
desk = schemathesis.openapi.from_wsgi("/openapi.json", served(a_desk(), api_description())).include(
    path_regex=DESK
)


@posts.parametrize()
@BOUNDED
def test_every_answer_about_posts_is_one_that_is_described(case):
    """Eighteen requests for each of the seventeen routes, whole ones and broken ones."""
    case.call_and_validate(checks=CHECKS)


@desk.parametrize()
@BOUNDED
def test_every_answer_of_the_desk_is_one_that_is_described(case):
    """The same for its eight routes."""
    case.call_and_validate(checks=CHECKS)
