"""A small register that is right, and what a wrong one is told."""

from pathlib import Path

from infra.cli.register.load import load_register
from infra.cli.register.problems import InvalidRegisterError, RegisterProblem

RIGHT = """\
force:
  id: ridings
  name: Ridings example force
  short_name: Ridings
  last_resort: control-room

rotas:
  duty-desk:
    people: [sergeant, constable]
  inspectors:
    people:
      - inspector

policies:
  ordinary:
    limits:
      - urgency: urgent
        first_look: 15m
      - urgency: urgent
        first_look: 10m
        surfaces: [direct_message]
      - urgency: priority
        first_look: 2h
      - urgency: routine
        first_look: 1d
    steps:
      - notify: duty-desk
        wait: 10m
      - notify: inspectors
        wait: 15m
    triage:
      - name: weapon
        urgency: urgent
        phrases: [has a knife, mae ganddo gyllell]

accounts:
  selby-bluesky:
    name: Selby Bluesky
    district: Selby
    platform: bluesky
    handle: selby.ridings.example
    server: https://pds.example
    policy: ordinary
  selby-mastodon:
    name: Selby Mastodon
    district: Selby
    platform: mastodon
    handle: selby@social.example
    server: https://social.example
    policy: ordinary
    surfaces: [mention, reply, direct_message]
    options: {conversations: true}
  goole-bluesky:
    name: Goole Bluesky
    district: Selby
    platform: bluesky
    handle: goole.ridings.example
    server: https://pds.example
    policy: ordinary
    state: retired
    successor: selby-bluesky
"""

PEOPLE = """\
people:
  control-room:
    name: Control room
    phone: "+447700900001"
  sergeant:
    name: Desk sergeant
    phone: "+447700900002"
  constable:
    name: Desk constable
    phone: "+447700900003"
  inspector:
    name: Duty inspector
    phone: "+447700900004"
"""

HERE = "# HERE"
"""Marks the line an error must name."""


def written(folder: Path, register: str = RIGHT, people: str = PEOPLE) -> Path:
    path = folder / "register.yaml"
    path.write_text(register, encoding="utf-8")
    (folder / "register.people.yaml").write_text(people, encoding="utf-8")
    return path


def problems_of(path: Path) -> list[RegisterProblem]:
    """What loading says is wrong; an empty list when the register is right."""
    try:
        load_register(path)
    except InvalidRegisterError as error:
        return list(error.problems)
    return []


def changed(text: str, old: str, new: str) -> str:
    """The text with its one `old` replaced; a test that replaces nothing would prove nothing."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def line_of(text: str, mark: str = HERE) -> int:
    return text[: text.index(mark)].count("\n") + 1


def assert_named(folder: Path, text: str, path: str, advice: str) -> None:
    """Exactly one problem stands at this path; it gives this advice, and the marked line if one is marked."""
    found = [problem for problem in problems_of(written(folder, text)) if problem.path == path]
    assert [advice in problem.what for problem in found] == [True]
    assert found[0].file == folder / "register.yaml"
    if HERE in text:
        assert found[0].line == line_of(text)
