"""The worker's process: it takes messages, runs jobs in slots, sweeps up, and stops when told.

The way in is `service.run_worker`; what is done with a message is in `handler.message_handler`.
"""
