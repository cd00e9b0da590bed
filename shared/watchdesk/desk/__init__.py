"""The desk: people read messages, claim them and record what was done."""
