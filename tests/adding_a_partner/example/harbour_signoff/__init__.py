"""Skerry Harbour's Berths API: description, client, mock and certification plan."""
