-- What a table has that the same table of the other index has not.
SELECT /* what */ FROM asked JOIN main./* where */ AS here USING (iri)
WHERE NOT EXISTS (SELECT 1 FROM other./* where */ AS there WHERE there.iri = here.iri) ORDER BY iri
