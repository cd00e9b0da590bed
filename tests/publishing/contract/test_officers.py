"""What every Directory keeps."""

from dataclasses import replace

import pytest

from tests.builders import an_officer
from tests.fakes.clock import FakeClock
from tests.fakes.composing import FakeDirectory
from watchdesk.core.principal import Subject
from watchdesk.publishing.dynamodb.officers import DynamoDirectory
from watchdesk.register.domain.officer import AttributionForm, Officer
from watchdesk.register.dynamodb.register import DynamoRegister

JANE = Subject("jane-subject")


@pytest.fixture
def declare(subject, request):
    """`declare(officer)` puts an entry into the register; the directory over it comes back."""
    if subject == "fake":
        fake = FakeDirectory()

        def declare_fake(officer: Officer) -> FakeDirectory:
            fake.officers[officer.subject] = officer
            return fake

        return declare_fake
    table = request.getfixturevalue("table")
    register = table("RegisterTable")
    directory = DynamoDirectory(register, table("PostsTable"))

    def declare_stored(officer: Officer) -> DynamoDirectory:
        DynamoRegister(register, FakeClock()).put(officer)
        return directory

    return declare_stored


@pytest.mark.parametrize(
    "allowed", [(), (AttributionForm.NONE,), (AttributionForm.FULL, AttributionForm.ROLE_ONLY)]
)
def test_an_officer_is_read_as_declared(declare, allowed):
    officer = an_officer(JANE, allowed=frozenset(allowed))
    assert declare(officer).officer(JANE) == officer


def test_somebody_who_is_not_declared_is_nobody(declare):
    assert declare(an_officer(JANE)).officer(Subject("jane-subjec")) is None


def test_a_changed_entry_counts_at_once(declare):
    declare(an_officer(JANE)).officer(JANE)
    assert declare(an_officer(JANE, role="Sgt")).officer(JANE) == an_officer(JANE, role="Sgt")


def test_a_withheld_name_has_no_form_left_whatever_is_declared_later(declare):
    officer = an_officer(JANE)
    directory = declare(officer)
    for _ in range(2):
        directory.withhold(JANE)
        assert directory.officer(JANE) == replace(officer, allowed=frozenset())
    assert declare(an_officer(JANE, role="Sgt")).officer(JANE).allowed == frozenset()


def test_a_restored_name_is_as_the_register_says(declare):
    directory = declare(an_officer(JANE))
    directory.withhold(JANE)
    for _ in range(2):
        directory.restore(JANE)
        assert directory.officer(JANE) == an_officer(JANE)


def test_withholding_one_name_leaves_the_others(declare):
    declare(an_officer(JANE))
    directory = declare(an_officer("bob-subject"))
    directory.withhold(JANE)
    assert directory.officer(Subject("bob-subject")) == an_officer("bob-subject")


def test_a_name_can_be_withheld_before_it_is_declared(declare):
    directory = declare(an_officer("bob-subject"))
    directory.withhold(JANE)
    assert directory.officer(JANE) is None
    assert declare(an_officer(JANE)).officer(JANE).allowed == frozenset()
