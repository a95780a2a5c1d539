"""When a number, a comparison or a sentence may be shown: completeness, comparability, tests of change, intervals."""
