"""Whatever a file holds, it is read or refused in words: never a traceback, never a number on the screen."""

from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.cli.register.declared import DeclaredRegister
from infra.cli.register.load import load_register
from infra.cli.register.model.platforms import DECLARABLE
from infra.cli.register.problems import InvalidRegisterError
from tests.fakes import NOON
from tests.infra.cli.register.register_text import PEOPLE, RIGHT

WHOLE = yaml.safe_load(RIGHT) | yaml.safe_load(PEOPLE)
BY_SHIFTS = yaml.safe_load("""people: [inspector]
cycle: "2"
anchor: "2026-01-05"
shifts:
  - {start: "07:00", end: "19:00", days: [mon], turns: [sergeant, [constable, inspector]]}
  - {start: "19:00", end: "07:00", weeks: ["1"], people: [sergeant], extra: true}
rotation: {teams: [sergeant, [constable]], begins: "2026-01-05", at: "09:00", handover: weekly}
overrides: [{start: "2026-01-05 10:00", end: "2026-01-05 11:00", people: [constable]}]
swaps: [{start: "2026-01-05 10:00", end: "2026-01-06 11:00", instead_of: sergeant, person: constable}]
""")
WITH_SHIFTS = WHOLE | {"rotas": WHOLE["rotas"] | {"duty-desk": BY_SHIFTS}}
WORDS = [
    "",
    "0s",
    "active",
    "bluesky",
    "inspector",
    "ordinary",
    "+447700900001",
    "\u0000",
    "selby-bluesky",
    "x" * 300,
]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(WORDS) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*WORDS[2:], "name"]), inner),
    max_leaves=5,
)
ONCE_PER_FOLDER = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def places(value: Any, where: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in a register, from the top down."""
    keys: list[Any] = []
    if isinstance(value, dict):
        keys = list(value)
    elif isinstance(value, list):
        keys = list(range(len(value)))
    return [where, *(place for key in keys for place in places(value[key], (*where, key)))]


def replaced(value: Any, where: tuple[Any, ...], new: Any) -> Any:
    if not where:
        return new
    copy = value.copy()
    copy[where[0]] = replaced(value[where[0]], where[1:], new)
    return copy


def read(path: Any) -> DeclaredRegister | list[str]:
    """The register, or the lines that say what is wrong with it."""
    try:
        return load_register(path)
    except InvalidRegisterError as error:
        return [str(problem) for problem in error.problems]


def assert_told(lines: list[str]) -> None:
    assert lines
    assert not [line for line in lines if "\n" in line or "44770090000" in line]


@ONCE_PER_FOLDER
@given(where=st.sampled_from(places(WHOLE)), new=ANYTHING)
def test_a_register_with_anything_anywhere_is_right_or_told_what_is_wrong(tmp_path, where, new):
    path = tmp_path / "register.yaml"
    path.write_text(yaml.safe_dump(replaced(WHOLE, where, new)), encoding="utf-8")
    found = read(path)
    if isinstance(found, list):
        assert_told(found)
    else:
        assert all(account.surfaces for account in found.accounts)
        assert {account.platform for account in found.accounts} <= set(DECLARABLE)


@settings(ONCE_PER_FOLDER, max_examples=40)
@given(where=st.sampled_from(places(BY_SHIFTS)), new=ANYTHING)
def test_a_rota_with_anything_anywhere_is_right_or_told_what_is_wrong(tmp_path, where, new):
    path = tmp_path / "register.yaml"
    path.write_text(yaml.safe_dump(replaced(WITH_SHIFTS, ("rotas", "duty-desk", *where), new)), encoding="utf-8")
    found = read(path)
    if isinstance(found, list):
        assert_told(found)
    else:
        assert found.rotas[0].on_duty(NOON)


@settings(ONCE_PER_FOLDER, max_examples=30)
@given(ical=st.sampled_from([*WORDS, ".", "/", "http://x", "://", "a\nb"]), known=ANYTHING)
def test_a_calendar_that_is_anything_is_told_to_be_wrong(tmp_path, ical, known):
    path = tmp_path / "register.yaml"
    by_calendar = {"ical": ical, "ical_people": known}
    path.write_text(yaml.safe_dump(replaced(WHOLE, ("rotas", "duty-desk"), by_calendar)), encoding="utf-8")
    found = read(path)
    assert isinstance(found, list)
    assert_told(found)


@ONCE_PER_FOLDER
@given(text=st.text(alphabet=st.sampled_from("ab:- \n\t[]{}#&*!|>'\"%@`,?~\\\u00e9\ud83d\ude00"), max_size=60))
def test_any_text_at_all_is_told_what_is_wrong(tmp_path, text):
    path = tmp_path / "register.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    found = read(path)
    assert isinstance(found, list)
    assert_told(found)
