"""How good a build is: what it holds of documents, beside what careful readers took from them."""
