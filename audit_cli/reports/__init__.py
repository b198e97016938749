"""A report in each output format; what is found never depends on the format."""
