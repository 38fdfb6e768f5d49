"""Many articles: tidy rows, runs, duplicates."""
