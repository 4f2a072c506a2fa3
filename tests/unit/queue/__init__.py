"""Tests of `queue`, without servers."""
