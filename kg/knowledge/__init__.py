"""ontology/ as objects: lexicon, patterns, words, sites."""
