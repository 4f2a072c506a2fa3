"""Tests of what the bytes of a file mean, without servers."""
