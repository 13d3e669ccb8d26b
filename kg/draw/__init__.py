"""Values -> pictures: where things stand is computed here, what is drawn is a template."""
