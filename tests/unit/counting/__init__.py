"""Tests of the counting pipeline, without servers."""
