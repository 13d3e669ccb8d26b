SELECT iri, said, standing FROM figure WHERE iri IN (SELECT value FROM json_each(:iris))
