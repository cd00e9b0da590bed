"""Plans and writes what makes the deployed register equal to the declared one."""
