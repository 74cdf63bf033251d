def fix(layers):
    new = [dict(layer) for layer in layers]
    new[2]["filters"] = 32
    new[4]["padding"] = "same"
    new.insert(5, {"type": "flatten"})
    return new
