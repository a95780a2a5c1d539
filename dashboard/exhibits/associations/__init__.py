"""What the associations did, and with whom."""
