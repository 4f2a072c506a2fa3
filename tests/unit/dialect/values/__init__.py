"""Tests of `dialect.values`, without servers."""
