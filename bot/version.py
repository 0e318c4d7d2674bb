"""Which version of the program this is, as pyproject.toml says too."""

VERSION = "0.1.0"
