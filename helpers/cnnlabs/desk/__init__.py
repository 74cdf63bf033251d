"""The instructor's desk: what is done before and after a class is graded."""
