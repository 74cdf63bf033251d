def fix(layers):
    new = [dict(layer) for layer in layers]
    new[2]["groups"] = 3
    new[4]["padding"] = "same"
    new.insert(5, {"type": "flatten"})
    new.append({"type": "dense", "units": 10})
    return new
