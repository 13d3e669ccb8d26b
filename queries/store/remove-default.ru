DELETE DATA { $triples }
