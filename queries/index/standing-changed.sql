-- Targets that stand otherwise than in the other index.
SELECT here.iri, there.standing, here.standing FROM asked JOIN main.figure AS here ON here.iri = asked.iri
JOIN other.figure AS there ON there.iri = here.iri WHERE there.standing <> here.standing ORDER BY here.iri
