"""Tests of `pages.uploader`, without servers."""
