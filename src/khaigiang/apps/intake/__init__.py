"""Files of people on their way in: batches, what was found in them, what was decided, what columns are called."""
