"""The local AWS is one pinned emulator, to which `gaps/` adds what our template needs and the emulator lacks.

`python -m infra.local.aws --port 4566 --state .run/aws` serves until it is stopped. `gaps/` holds one module for
each gap. Each module says what the emulator leaves out, and a test under tests/infra/local/aws guards it.
"""
