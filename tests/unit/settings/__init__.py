"""Tests of `settings`, without servers."""
