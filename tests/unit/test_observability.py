"""What a log may hold of an error."""

from watchdesk.domain.errors import TryLater
from watchdesk.observability import error_facts


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_librarys_error_is_named_but_says_nothing():
    facts = error_facts(raised(ValueError("input was: I live at 4 Mill Lane")))
    assert facts["error_type"] == "ValueError"
    assert "Mill" not in str(facts)


def test_our_own_error_says_what_it_knows_and_of_what_kind_its_cause_was():
    error = TryLater("Query on AlertsTable was throttled")
    error.__cause__ = ValueError("I live at 4 Mill Lane")
    facts = error_facts(raised(error))
    assert (facts["says"], facts["caused_by"]) == ("Query on AlertsTable was throttled", "ValueError")
    assert facts["raised_at"].startswith("test_observability.py:")
    assert "Mill" not in str(facts)
