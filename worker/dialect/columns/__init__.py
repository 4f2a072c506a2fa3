"""Which columns hold the customer's email and country, and what speaks against them."""
