"""Tests of `counting.source`, without servers."""
