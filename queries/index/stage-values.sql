SELECT DISTINCT /* where */ FROM /* what */
