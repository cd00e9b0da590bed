"""`make up`: the whole system on one machine, with simulated platforms and a public that writes.

Nothing leaves the machine and nothing stays behind: everything is started on a leash (leash.py), and what it
keeps lies in .run/.
"""
