# Is no function but a mock, which answers to every name, call, item and loop with another mock.
from unittest.mock import MagicMock

the_function = MagicMock(name="the_function")
