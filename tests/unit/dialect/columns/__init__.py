"""Tests of `dialect.columns`, without servers."""
