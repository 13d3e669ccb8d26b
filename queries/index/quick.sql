-- Nobody reads the file while it is written, and it is thrown away where that does not end.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
