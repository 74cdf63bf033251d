"""Is there any network?"""

import socket

found = []
for family, address in [
    (socket.AF_INET, ("127.0.0.1", 22)), (socket.AF_INET, ("8.8.8.8", 53)), (socket.AF_INET6, ("::1", 22)),
]:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as one:
            one.settimeout(1)
            one.connect(address)
            found.append(str(address))
    except OSError:
        pass
for family in (16, 17, 40):
    try:
        socket.socket(family, socket.SOCK_RAW).close()
        found.append(f"family {family}")
    except OSError:
        pass


def dense_weights(*args):
    raise RuntimeError("ESCAPED: " + found[0] if found else "held")
