"""The mapping rules, read a second time and in another language."""
