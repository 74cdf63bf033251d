"""A Sphinx extension: formulas as MathML, by docutils.

Browsers show MathML themselves, so that pages need neither a script nor a network for it, and screen
readers read it.
"""

import re

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

SPELLED = {r"\\dots\b": r"\\ldots ", r"\\mathrel\b": "", r"\\Big(?=[()\[\]|])": ""}
"""What docutils does not know, as what it knows."""

logger = logging.getLogger(__name__)


def converted(formula, *, block=False):
    r"""Return a formula in LaTeX as MathML.

    Raises
    ------
    MathError
        When it holds a command that docutils does not know.

    Examples
    --------
    >>> "<mfrac>" in converted(r"\frac{n}{2}")
    True
    """
    for latex, known in SPELLED.items():
        formula = re.sub(latex, known, formula)
    return tex2mathml(formula, as_block=block)


def setup(app):
    """Register the renderer; Sphinx calls this."""
    app.add_html_math_renderer("mathml", (_visit, None), (_visit, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _visit(translator, node):
    block = isinstance(node, nodes.math_block)
    try:
        made = converted(node.astext(), block=block)
    except MathError as error:
        logger.warning("%s: %s", error, node.astext(), location=node)
        made = ""
    translator.body.append(f'<div class="math" tabindex="0">{made}</div>' if block else made)
    raise nodes.SkipNode
