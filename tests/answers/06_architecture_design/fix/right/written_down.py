def fix(layers):
    return [
        {"type": "conv", "filters": 12, "kernel": (5, 5), "strides": (1, 1), "padding": "same", "groups": 1},
        {"type": "pool", "pool": (2, 2), "strides": (2, 2), "padding": "valid"},
        {"type": "conv", "filters": 30, "kernel": (5, 5), "strides": (1, 1), "padding": "same", "groups": 6},
        {"type": "pool", "pool": (2, 2), "strides": (2, 2), "padding": "valid"},
        {"type": "conv", "filters": 64, "kernel": (7, 7), "strides": (1, 1), "padding": "valid"},
        {"type": "flatten"},
        {"type": "dense", "units": 100},
        {"type": "dense", "units": 10},
    ]
