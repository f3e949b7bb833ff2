"""Opening a class and bringing it to its end."""
