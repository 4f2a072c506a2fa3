"""Tests of `commands`, without servers."""
