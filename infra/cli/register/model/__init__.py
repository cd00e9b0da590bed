"""The form of a register: every key and the kinds of value it takes."""
