"""`watchdesk number`: proves the numbers of those who are texted by a code, and tests them."""
