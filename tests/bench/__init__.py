"""What it costs: `make bench` measures it against a floor, raw writes and popular clients."""
