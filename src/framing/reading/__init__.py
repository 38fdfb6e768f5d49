"""From files and raw strings to articles, and what is doubtful about them."""
