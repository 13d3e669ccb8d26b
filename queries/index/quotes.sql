-- The first quotes of each thing, in the order of documents and places.
SELECT thing.value, entry.iri, entry.first, entry.last, entry.text
FROM json_each(:iris) AS thing
JOIN quoted ON quoted.iri = thing.value AND (quoted.document, quoted.first, quoted.last) IN
  (SELECT document, first, last FROM quoted AS own WHERE own.iri = thing.value ORDER BY document, first, last LIMIT :most)
JOIN entry ON entry.iri = :documents || quoted.document AND entry.first = quoted.first AND entry.last = quoted.last
  AND entry.kind = 'quote'
