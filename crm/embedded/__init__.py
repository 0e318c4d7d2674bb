"""The built-in clinic system: a real one, for a clinic that has no other."""
