"""Who came to what."""
