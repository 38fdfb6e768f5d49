"""From mentions and words to a score for each target and voice."""
