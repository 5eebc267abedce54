"""What exchanges say when they are held against a description. Without a client and without a plan."""
