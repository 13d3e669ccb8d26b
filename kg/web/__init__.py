"""HTTP: the SPARQL protocol, pages and their data twins."""
