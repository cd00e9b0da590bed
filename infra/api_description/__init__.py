"""Generates the OpenAPI description of the API from its routes: `make api`."""
