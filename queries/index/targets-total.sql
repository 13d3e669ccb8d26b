SELECT count(DISTINCT target.id) FROM target JOIN line ON line.target = target.id WHERE /* where */
