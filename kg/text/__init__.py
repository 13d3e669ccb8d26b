"""Characters: fold, sentences, numbers, dates, scan; tables of words come in as values."""
