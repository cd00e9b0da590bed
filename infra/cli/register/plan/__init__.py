"""What must be written so that the deployed register becomes the declared one."""
