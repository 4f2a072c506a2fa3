"""Who may see the pages, and what protects those who do."""
