"""What can be measured; each module is one part of the suite."""
