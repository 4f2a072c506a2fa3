"""What a worker tells of itself: health, metrics, and heartbeats in the bucket."""
