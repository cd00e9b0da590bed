"""`watchdesk number` proves people's numbers by a code, and tests them."""
