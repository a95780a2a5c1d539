"""What a leader sees: metrics, queries, exhibits and their three renderers."""
