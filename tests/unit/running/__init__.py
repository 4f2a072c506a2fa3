"""Tests of `running`, without servers."""
