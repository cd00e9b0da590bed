"""`make up` runs the whole system on one machine, with simulated platforms and an invented public.

Nothing leaves the machine and nothing keeps running afterwards: every program runs under `parent_watch`, which
ends it when its starter is gone. The state of a run lies in `.run/`.
"""
