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

from infra.api_description.openapi import description
from tests.handlers.api import Api
from tests.handlers.wsgi import served

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
schema = schemathesis.openapi.from_wsgi("/openapi.json", served(Api(), description()))


@schema.parametrize()
@settings(max_examples=18, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_is_described(case):
    """Eighteen requests for each of the seventeen routes, whole ones and broken ones."""
    case.call_and_validate(checks=CHECKS)
