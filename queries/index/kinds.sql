SELECT kind, count(1) AS n FROM hit WHERE /* where */ GROUP BY kind ORDER BY n DESC, kind
