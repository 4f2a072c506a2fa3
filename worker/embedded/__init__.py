"""The one-machine default: SeaweedFS, NATS and a worker, run by a supervisor process of ours.

The way in is `launch.launch`, and `guarding.keep` for as long as it runs.
"""
