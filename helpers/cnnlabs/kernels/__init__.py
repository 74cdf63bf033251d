"""Jupyter kernels that start warm: forked from a process that has imported TensorFlow already.

`provisioner` is Jupyter's side, `process` is the side of the processes that it asks for::

    Jupyter ── asks ──> warm parent ── forks ──> keeper ── forks ──> kernel
       └────────────────────── link ────────────────┘

Only a parent learns how its child ended, and a kernel must outlive the warm parent, as it would
outlive any other process. So each kernel has a keeper of its own: it tells the kernel's number and,
later, its exit status through the link, and ends the kernel when Jupyter is gone.
"""
