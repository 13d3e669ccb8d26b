INSERT INTO /* what */ VALUES (/* where */)
