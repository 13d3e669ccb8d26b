SELECT count(1) FROM hit WHERE /* where */
