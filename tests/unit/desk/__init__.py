"""Tests of `desk`, without servers."""
