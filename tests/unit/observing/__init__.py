"""Tests of `observing`, without servers."""
