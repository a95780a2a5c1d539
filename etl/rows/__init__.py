"""The rows of a load: as tables and as a columnar part, put in, taken out, changed by decisions."""
