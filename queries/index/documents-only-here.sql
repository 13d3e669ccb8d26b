-- The same of documents, in two catalogues.
SELECT id, CASE WHEN title = '' THEN identifier ELSE title END FROM main.document
WHERE id NOT IN (SELECT id FROM other.document) ORDER BY id
