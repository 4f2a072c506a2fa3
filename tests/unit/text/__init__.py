"""Tests of `text`, without servers."""
