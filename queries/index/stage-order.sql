CREATE INDEX /* name */ ON /* what */ (/* where */)
