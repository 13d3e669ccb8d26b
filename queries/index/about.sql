SELECT iri FROM about WHERE node = :node AND kind = :kind ORDER BY /* what */, iri LIMIT :most OFFSET :first
