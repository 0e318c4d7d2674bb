"""Doctor Eleks: built to the vendor's manual (API methods 1.7 of 02.2025), not verified on a live installation.

Sections named in this package are those of our fact sheet of that manual.
"""
