SELECT iri FROM policy ORDER BY issued DESC, iri LIMIT :most OFFSET :start
