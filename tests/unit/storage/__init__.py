"""Tests of `storage`, without servers."""
