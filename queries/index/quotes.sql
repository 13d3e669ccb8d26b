-- The first quotes of each thing: quotes are numbered in the order of documents and places.
SELECT thing.value, entry.iri, entry.first, entry.last, entry.text
FROM json_each(:iris) AS thing
JOIN quoted ON quoted.iri = thing.value
  AND quoted.quote IN (SELECT quote FROM quoted AS own WHERE own.iri = thing.value ORDER BY quote LIMIT :most)
JOIN entry ON entry.id = quoted.quote
