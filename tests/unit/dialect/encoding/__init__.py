"""Tests of `dialect.encoding`, without servers."""
