"""A Document to an Extraction: segment, recognise, situate, interpret, ledger."""
