"""What the dashboard answers, written down: to change how it computes and see every number that moves."""
