"""What every page for people has: nothing is loaded, no script runs, all that is filled in is text."""

from jinja2 import DictLoader, Environment, StrictUndefined

BASE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% block title %}{% endblock %}</title>
<style>
:root { color-scheme: light dark; --line: #8888; --tint: #8882; }
html, body { background: Canvas; color: CanvasText; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; }
h2 { margin-top: 2.5rem; line-height: 1.25; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: bold; padding: 0.4rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 1rem 0.25rem 0;
  border-bottom: 1px solid var(--line); overflow-wrap: break-word; max-width: 40rem; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); padding: 0.6rem;
  background: var(--tint); border-radius: 4px; font-size: 0.9rem; }
.wide { overflow-x: auto; }
:focus-visible { outline: 3px solid; outline-offset: 2px; }
{% block style %}{% endblock %}
</style>
</head>
<body>
<main>
{% block content %}{% endblock %}
</main>
</body>
</html>
"""


def template(text):
    """Return a jinja2 template that extends ``base``, with the blocks title, style and content.

    Parameters
    ----------
    text : str

    Returns
    -------
    jinja2.Template
        Escapes all that is filled in; a name that is not given is an error.

    Examples
    --------
    >>> greeting = template("{% extends 'base' %}{% block content %}{{ name }}{% endblock %}")
    >>> "&lt;script&gt;" in greeting.render(name="<script>")
    True
    """
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined,
        loader=DictLoader({"base": BASE}),
    )  # fmt: skip
    return environment.from_string(text)
