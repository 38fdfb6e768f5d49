"""What people look at: tables, notebook views, plots, reports."""
