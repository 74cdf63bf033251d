"""Keras models cross as descriptions and weights; what is sent takes no more memory than it brings."""

import keras
import numpy as np
import pytest
from keras.src.backend.common import global_state

from cnnlabs.grading import link, models, wire
from cnnlabs.grading.link import Link
from cnnlabs.grading.values import WireError


def small():
    layers = [
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(3, 3, activation="relu", name="first"),
        keras.layers.BatchNormalization(),
        keras.layers.Flatten(),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(2, activation="softmax"),
    ]
    return keras.Sequential(layers, name="small")


def dense(side, count, weights=()):
    """Describe a model of layers of side x side weights, as anybody may who writes frames."""
    rows = [{"kind": "InputLayer", "name": "i", "shape": [side], "from": []}]
    rows += [
        {"kind": "Dense", "name": f"d{k}", "settings": {"units": side}, "trainable": True, "from": ["i"]}
        for k in range(count)
    ]  # fmt: skip
    return {
        "name": "m", "layers": rows, "inputs": ["i"], "outputs": ["d0"],
        "weights": weights if weights is None else list(weights),
    }  # fmt: skip


def waiting():
    """Return the variables that Keras keeps until they get a value."""
    return global_state.get_global_attribute("uninitialized_variables")


def test_a_model_with_its_weights_computes_the_same_over_there():
    model, x = small(), np.random.default_rng(0).random((4, 8, 8, 1), "float32")
    back = models.rebuilt(models.described(model))
    assert np.array_equal(back.predict(x, verbose=0), model.predict(x, verbose=0))
    assert [layer.name for layer in back.layers[1:]] == [layer.name for layer in model.layers]
    assert not waiting()
    back.compile("sgd", "sparse_categorical_crossentropy")
    back.fit(x, np.array([0, 1, 0, 1]), verbose=0)  # it learns as any model does


def test_a_large_model_is_described_and_refuses_to_compute():
    with keras.StatelessScope(initialize_variables=False):
        model = keras.applications.VGG16(weights=None)
    sent = models.described(model)
    back = models.rebuilt(sent)
    assert sent["weights"] is None and not waiting()
    assert back.count_params() == 138_357_544
    with pytest.raises(ValueError, match="too large to be run"):
        back(np.zeros((1, 224, 224, 3), "float32"))


@pytest.mark.parametrize(
    "sent",
    [
        dense(10_000, 400),
        dense(10_000, 8, [np.zeros((10_000, 1)), np.zeros(10_000)] * 8),
        dense(20_000, 1),
        dense(20_000, 1, None),
        dense(2, 401),
        dense(3, 1, [np.zeros((3, 3))]),
        dense(3, 1, [np.zeros((3, 3)), np.zeros(4)]),
        {**dense(3, 1), "layers": 7},
    ],
    ids=["many", "thin weights", "one", "no weights", "layers", "one missing", "shape", "no list"],
)
def test_no_memory_is_taken_for_weights_that_were_not_sent(monkeypatch, sent):
    def taken():
        pytest.fail("memory was taken")

    monkeypatch.setattr(models, "initialize_all_variables", taken)
    with pytest.raises(WireError):
        models.rebuilt(sent)
    assert not waiting()  # or the next model would take it


def test_of_a_large_model_only_the_settings_are_followed():
    with keras.StatelessScope(initialize_variables=False):
        model = keras.applications.VGG16(weights=None)
    sent = models.described(model)
    sent["layers"][1]["trainable"] = False
    other = models.rebuilt(sent)
    model.set_weights = other.get_weights = None  # half a gigabyte that nobody sent
    models.follow(model, other)
    assert [layer.trainable for layer in model.layers[1:3]] == [False, True]
    models._forget_uninitialised()


def test_a_message_holds_a_few_models_and_no_more():
    near = Link(None, 1)
    sent = ("model", dense(2, 1, [np.zeros((2, 2)), np.zeros(2)]))
    each = [wire.pack([_Special(sent)] * count, lambda value: value.sent) for count in (1, 9)]
    (model,) = wire.unpack(*wire.split(each[0]), near._meant)
    assert model.count_params() == 6
    near._built = 0
    with pytest.raises(WireError, match="too many models"):
        wire.unpack(*wire.split(each[1]), near._meant)
    assert link.MODELS == 8


class _Special:
    def __init__(self, sent):
        self.sent = sent
