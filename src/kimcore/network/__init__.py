"""Counting and measuring ties; every number comes with its definition."""
