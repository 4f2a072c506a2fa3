"""Tests of `pages.access`, without servers."""
