"""The numbers of those who are texted: proved by a code before they count, and tested."""
