"""What every command line shares: help, misuse, printing."""
