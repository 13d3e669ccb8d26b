-- All of it.
CREATE TEMP TABLE asked AS SELECT iri FROM main.policy UNION SELECT iri FROM main.figure
