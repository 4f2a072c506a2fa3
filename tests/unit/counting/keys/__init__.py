"""Tests of `counting.keys`, without servers."""
