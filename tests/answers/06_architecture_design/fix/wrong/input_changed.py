def fix(layers):
    new = layers
    new[2]["groups"] = 3
    new[4]["padding"] = "same"
    new.insert(5, {"type": "flatten"})
    return new
