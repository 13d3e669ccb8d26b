-- What is due next first, then what is past, latest first, then what has no deadline.
SELECT iri FROM target JOIN line ON line.target = target.id WHERE /* where */ GROUP BY target.id
ORDER BY deadline = '', deadline < :day, CASE WHEN deadline >= :day THEN deadline END, deadline DESC, iri
LIMIT :size OFFSET :start
