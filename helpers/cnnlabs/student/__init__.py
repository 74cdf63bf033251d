"""The student's side: a folder to work in, a start page, one's progress, and the file to hand in."""
