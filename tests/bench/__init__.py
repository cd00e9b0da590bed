"""`make bench` measures the costs against a minimal function, raw writes and popular clients."""
