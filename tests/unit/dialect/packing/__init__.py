"""Tests of `dialect.packing`, without servers."""
