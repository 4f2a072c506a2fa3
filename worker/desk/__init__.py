"""What one analyst can see of the jobs, and do about them."""
