-- All that fits, best first by rank; a thing of that very name is whole.
CREATE TEMP TABLE hit AS
SELECT entry.id AS id, entry.kind AS kind, bm25(word) * entry.weight AS rank,
  entry.kind <> 'quote' AND instr(char(10) || lower(entry.text) || char(10), char(10) || lower(:query) || char(10)) > 0
    AS whole
FROM word JOIN entry ON entry.id = word.rowid WHERE word MATCH :match
