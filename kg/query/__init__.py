"""RDF to rows: the catalog of questions, the worker pool, lineage, describe."""
