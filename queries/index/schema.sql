-- The tables of the index. An entry is a thing with all its names, a line each, or a quote; a line of a target is one
-- facility type of it and whether it is met by the newest figure, '' where none can be compared.
PRAGMA user_version = 5;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE entry (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, text TEXT, first INTEGER, last INTEGER, weight REAL);
CREATE VIRTUAL TABLE word USING fts5(tokens, content='', tokenize="unicode61 remove_diacritics 2");
CREATE TABLE name (iri TEXT PRIMARY KEY, kind TEXT, zh TEXT, zh_in TEXT, en TEXT, en_in TEXT) WITHOUT ROWID;
CREATE TABLE figure (iri TEXT PRIMARY KEY, said TEXT, standing TEXT);
CREATE TABLE about (node TEXT, kind TEXT, place TEXT, iri TEXT, PRIMARY KEY (node, kind, place, iri)) WITHOUT ROWID;
CREATE TABLE quoted (iri TEXT, document TEXT, first INTEGER, last INTEGER, PRIMARY KEY (iri, document, first, last)) WITHOUT ROWID;
CREATE TABLE facet (entry INTEGER, name TEXT, value TEXT);
CREATE TABLE target (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, deadline TEXT, hedged INTEGER, near INTEGER, restated INTEGER);
CREATE TABLE line (target INTEGER, facility TEXT, met TEXT);
CREATE TABLE choice (name TEXT, value TEXT, targets INTEGER, PRIMARY KEY (name, value)) WITHOUT ROWID;
CREATE TABLE policy (iri TEXT PRIMARY KEY, issued TEXT);
CREATE TABLE dimension (target INTEGER, name TEXT, value TEXT);
-- What belongs to a row goes with it, and choices are counted as they come and go.
CREATE TRIGGER entry_gone AFTER DELETE ON entry BEGIN DELETE FROM facet WHERE entry = old.id; END;
CREATE TRIGGER target_gone AFTER DELETE ON target BEGIN
  DELETE FROM line WHERE target = old.id;
  DELETE FROM dimension WHERE target = old.id;
END;
CREATE TRIGGER dimension_came AFTER INSERT ON dimension BEGIN
  INSERT INTO choice VALUES (new.name, new.value, 1) ON CONFLICT DO UPDATE SET targets = targets + 1;
END;
CREATE TRIGGER dimension_gone AFTER DELETE ON dimension BEGIN
  UPDATE choice SET targets = targets - 1 WHERE name = old.name AND value = old.value;
  DELETE FROM choice WHERE name = old.name AND value = old.value AND targets = 0;
END;
