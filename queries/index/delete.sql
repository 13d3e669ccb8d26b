DELETE FROM /* what */ WHERE /* where */
