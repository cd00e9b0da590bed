"""The local AWS: one pinned emulator, with the gaps our template falls into filled.

`python -m infra.local.aws --port 4566 --state .run/aws` serves until it is ended. `gaps/` holds one module per
gap; each says what the emulator leaves out, and the test of the same name under tests/infra/local/aws guards it.
"""
