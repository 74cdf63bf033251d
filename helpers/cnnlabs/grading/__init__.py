"""Grading a class: what was submitted, the runs, the records, the feedback."""
