"""The form of a register: every key and the values that it takes."""
