"""Sphinx' settings for the course's site; `cnnlabs site` calls it."""

project = html_title = "cnnlabs"
root_doc = "index"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "cnnlabs.desk.site.mathml"]
exclude_patterns = ["downloads"]
language = "en"

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
myst_update_mathjax = False
nb_execution_mode = "off"
nb_merge_streams = True

autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_param = False  # types are words, not names to look up
napoleon_use_rtype = False
toc_object_entries_show_parents = "hide"

html_theme = "pydata_sphinx_theme"
html_math_renderer = "mathml"
html_static_path = ["static"]
html_css_files = ["course.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_theme_options = {
    "footer_start": [],
    "footer_end": [],
    "navbar_align": "left",
    "show_toc_level": 2,
    "navigation_with_keys": False,
}
nitpick_ignore = [("py:class", "numpy.ndarray")]  # its page is on another site
