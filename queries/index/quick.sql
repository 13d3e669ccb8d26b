-- Nobody reads the file while it is written, and it is thrown away where that does not end.
PRAGMA synchronous = OFF;
