SELECT iri, kind, /* what */ FROM name WHERE iri IN (SELECT value FROM json_each(:iris))
