"""What units send: letters with their lists, and a reasoned verdict for everyone on them."""
