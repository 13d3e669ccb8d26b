SELECT id FROM entry WHERE iri = :iri AND first = :first AND last = :last AND kind = :kind
