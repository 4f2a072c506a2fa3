"""What a worker tells of itself: health, metrics, and heartbeats in the bucket.

The ways in are `health.health_server`, `presence.Presence` and `fitness.Fitness`.
"""
