"""What figures share: classes of values, colours, shapes."""
