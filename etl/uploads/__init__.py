"""Files that people send through a page: each is understood, loaded and answered in a process of its own."""
