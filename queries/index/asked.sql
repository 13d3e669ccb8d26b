-- What to compare, where it is known.
CREATE TEMP TABLE asked AS SELECT value AS iri FROM json_each(:iris)
