"""Fill a simulated network with messages that depend only on its seed."""

from datetime import timedelta
from random import Random

from infra.local.simulators.network import SimulatedNetwork

AUTHORS = ("ana", "gaz", "priya", "tomos", "wren", "olu", "mags", "idris")
TEXTS = (
    "is the A64 open again yet?",
    "someone is trying car doors on Mill Lane",
    "thank you for finding my bike 🚲",
    "how do I report a lost passport?",
    "lads on the roof of the old mill, Ashcombe 😟",
    "there is a smell of gas in Station Road",
    "who do I talk to about the parade on Sunday?",
    "my neighbour has not answered the door since Tuesday",
)


def seed_mentions(
    network: SimulatedNetwork, account: str, count: int, *, spacing: timedelta = timedelta(seconds=1)
) -> list[str]:
    """Write `count` mentions of an account, evenly spaced and ending now. Return their ids, oldest first."""
    random = Random(f"{network.seed}/{account}")  # noqa: S311  repeatable, not secret
    with network.lock:
        begin = network.clock.now() - spacing * count
        return [
            network.public(random.choice(AUTHORS)).mentions(
                account, f"{random.choice(TEXTS)} ({number + 1})", created_at=begin + spacing * number
            )
            for number in range(count)
        ]
