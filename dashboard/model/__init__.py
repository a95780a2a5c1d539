"""What is asked and what is answered: filters, metrics, exhibits."""
