"""What makes a folder of files evidence: sums, signature, witnesses, one archive, and no secret in it."""
