"""Tests of `uploads`, without servers."""
