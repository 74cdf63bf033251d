"""cnnlabs: graded Jupyter labs that teach convolutional networks by building them."""

from cnnlabs import quiet

quiet.install()
