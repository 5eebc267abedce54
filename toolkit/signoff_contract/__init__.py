"""The tool behind the `signoff` command: descriptions, generation, mocks, certification, evidence."""
