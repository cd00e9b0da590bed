"""The API's description, for programs and for people, generated from the routes themselves: `make api`."""
