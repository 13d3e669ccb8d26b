"""The verbs of the command line, by family: parse, call one function, print."""
