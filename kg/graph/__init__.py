"""An Extraction to RDF: identify, assemble, derive, validate."""
