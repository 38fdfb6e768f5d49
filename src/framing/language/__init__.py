"""From a string to sentences, matched terms, mentions of targets, modifiers and voices."""
