"""Tests of `counting.process`, without servers."""
