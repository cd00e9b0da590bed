"""The register: the force's declared accounts, policies, rotas and people, read from YAML and checked whole."""
