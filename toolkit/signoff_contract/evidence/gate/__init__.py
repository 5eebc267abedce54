"""What others do with evidence: hold it against itself, compare it, and decide on production credentials."""
