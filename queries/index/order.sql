-- Made when all is in the tables.
CREATE INDEX entry_of_facet ON facet (entry, name, value);
CREATE INDEX line_of_target ON line (target);
CREATE INDEX target_of_dimension ON dimension (name, value, target);
CREATE INDEX dimension_of_target ON dimension (target);
CREATE INDEX target_by_deadline ON target (deadline, iri);
INSERT INTO word (word) VALUES ('optimize');
