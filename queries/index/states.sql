SELECT /* what */ FROM target JOIN line ON line.target = target.id WHERE /* where */
