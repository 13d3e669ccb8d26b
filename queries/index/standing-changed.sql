-- Targets that stand otherwise than in the other index.
SELECT here.iri, there.standing, here.standing FROM main.figure AS here
JOIN other.figure AS there ON there.iri = here.iri WHERE there.standing <> here.standing ORDER BY here.iri
