"""Each kind of exhibit as a plotly figure."""
