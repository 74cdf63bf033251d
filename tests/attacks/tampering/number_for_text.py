"""Can a number where the text of an error is expected end the trusted process?"""

from cnnlabs.grading import student, values

values.DIGITS = 10**6
student.described = lambda error: {"classes": ["ValueError"], "message": 1 << 15_990}
raise ValueError
