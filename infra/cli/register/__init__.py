"""The register of a force, which is read from YAML and checked as a whole."""
