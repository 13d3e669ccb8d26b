SELECT value, targets FROM choice WHERE name = :name
