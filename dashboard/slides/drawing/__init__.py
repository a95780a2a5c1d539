"""What slides share: boxes, charts, colours, text."""
