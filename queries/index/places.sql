CREATE INDEX IF NOT EXISTS entry_by_place ON entry (iri, first, last)
