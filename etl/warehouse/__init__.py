"""The warehouse: its tables, its state, the journal of what people did."""
