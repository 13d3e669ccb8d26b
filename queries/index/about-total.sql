SELECT count(1) FROM about WHERE node = :node AND kind = :kind
