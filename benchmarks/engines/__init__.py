"""What the benchmarks hold beside kimcore's own rules: the same rules in the languages of other engines."""
