"""One module for each revision; they run in order and are never edited once released."""
