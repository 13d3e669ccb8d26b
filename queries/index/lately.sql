SELECT iri FROM target WHERE deadline <> '' AND deadline < :day ORDER BY deadline DESC, iri LIMIT :size
