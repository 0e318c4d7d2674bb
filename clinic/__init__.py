"""The clinic file: one YAML that an administrator can read, and the clinic it describes."""
