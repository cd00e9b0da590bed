"""A small staff: a sergeant and an inspector, each with a rota of their own."""

from infra.cli.register.declared import DeclaredRegister
from infra.local.up.duty_staff import DutyStaff
from tests.builders import DUTY, INSPECTOR, a_force, a_person, a_policy, a_rota, an_account

SERGEANT = a_person("sergeant", "+447700900101", name="Sgt Hale")
BROOK = a_person("inspector", "+447700900102", name="Insp Brook")


def a_staff(sent: list[tuple[str, str]] | None = None) -> DutyStaff:
    """Return the staff. The number and the body of every reply are appended to `sent`."""
    replies = [] if sent is None else sent
    register = DeclaredRegister(
        force=a_force(last_resort="inspector"),
        people=(SERGEANT, BROOK),
        rotas=(a_rota(DUTY, "sergeant"), a_rota(INSPECTOR, "inspector")),
        policies=(a_policy(),),
        accounts=(an_account(),),
        officers=(),
    )
    return DutyStaff(register, lambda phone, words: replies.append((phone, words)))
