"""Questions and answers of the pages: filters, metrics, exhibits."""
