SELECT staged.* FROM wanted CROSS JOIN /* what */ AS staged ON staged./* where */ = wanted.value
