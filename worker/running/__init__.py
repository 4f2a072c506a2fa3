"""The worker's process: it takes messages, runs jobs in slots, sweeps up, and stops when told."""
