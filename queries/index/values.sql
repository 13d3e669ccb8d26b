SELECT value, count(1) AS n FROM hit JOIN facet ON facet.entry = hit.id AND facet.name = :facet
WHERE /* where */ GROUP BY value ORDER BY n DESC, value DESC LIMIT :choices
