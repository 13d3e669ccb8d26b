SELECT entry.iri, entry.kind, entry.text, first, last FROM hit JOIN entry ON entry.id = hit.id
WHERE /* where */ ORDER BY whole DESC, rank, hit.kind = 'quote', entry.iri, hit.kind, first, last LIMIT :size OFFSET :start
