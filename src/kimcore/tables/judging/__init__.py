"""Judging cases in columns: the trees of case rules, evaluated with numpy."""
