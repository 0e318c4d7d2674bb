"""A clinic's own system that speaks HL7 FHIR R4 (hl7.org/fhir/R4)."""
