SELECT iri FROM target WHERE deadline >= :day ORDER BY deadline, iri LIMIT :size
