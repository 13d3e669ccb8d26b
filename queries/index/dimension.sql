SELECT value, count(DISTINCT target) FROM dimension WHERE name = :name GROUP BY value
