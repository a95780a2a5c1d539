"""What the page «Доступ» is made of."""
