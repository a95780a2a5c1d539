"""Each kind of exhibit as shapes of a slide."""
