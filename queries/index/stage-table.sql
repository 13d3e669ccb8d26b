CREATE TABLE /* what */ (/* where */)
