"""By whom, with what and from which sources a run was made: the checkout, what is installed, what starts first."""
