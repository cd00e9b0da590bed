"""The register of a force: its accounts, people, numbers, policies, rotas and opening hours."""
