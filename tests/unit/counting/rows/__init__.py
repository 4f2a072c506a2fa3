"""Tests of `counting.rows`, without servers."""
