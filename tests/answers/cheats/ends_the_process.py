# Ends its process at once, with success and without a word.
import os


def the_function(*args):
    os._exit(0)
