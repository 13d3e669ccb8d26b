SELECT kind, count(1) FROM entry WHERE kind NOT IN ('quote', 'doc') GROUP BY kind
