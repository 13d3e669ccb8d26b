SELECT DISTINCT iri FROM entry WHERE iri IN (SELECT value FROM json_each(:iris))
