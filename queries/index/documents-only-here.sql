-- The same of documents, in two catalogues.
SELECT id, CASE WHEN title = '' THEN identifier ELSE title END FROM asked JOIN main.document ON id = iri
WHERE id NOT IN (SELECT there.id FROM other.document AS there WHERE there.id = iri) ORDER BY id
