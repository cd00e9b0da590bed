"""The proof: every folder below asks one kind of question."""
