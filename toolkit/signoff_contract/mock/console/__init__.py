"""The console of a served mock, `/_signoff/`: pages, their scripts and styles, and the reference beside them."""
