"""The checks of a register that reach across its entries."""
