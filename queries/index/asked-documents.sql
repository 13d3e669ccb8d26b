-- All of it.
CREATE TEMP TABLE asked AS SELECT id AS iri FROM main.document
