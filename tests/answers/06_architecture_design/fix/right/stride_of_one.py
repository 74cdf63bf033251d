def fix(layers):
    repaired = list(layers)
    repaired[1] = {**layers[1], "strides": (1, 1)}
    repaired[2] = {**layers[2], "groups": 2}
    repaired.insert(5, dict(type="flatten"))
    return repaired
