"""What ``python -m bot check`` looks at: one file a subject. Nothing is changed, and nothing may take long."""
