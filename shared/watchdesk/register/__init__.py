"""The register of a force holds its accounts, people, numbers, policies, rotas and opening hours."""
