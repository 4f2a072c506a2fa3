"""How rows become keys on disk, and keys become customers by country."""
