"""Tests of `dialect.table`, without servers."""
