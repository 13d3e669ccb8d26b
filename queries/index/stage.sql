-- Where answers wait for the index that is made of them.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
CREATE TABLE wanted (value TEXT);
