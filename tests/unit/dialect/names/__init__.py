"""Tests of `dialect.names`, without servers."""
