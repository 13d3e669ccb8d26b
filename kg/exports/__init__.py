"""RDF to files: one file a format."""
