"""Jobs: their records, states, store, uploads, and what an analyst can do with them."""
