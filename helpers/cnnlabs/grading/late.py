"""Points off for what was handed in late: nbgrader's plug-in decides, as in `nbgrader autograde`."""

import sys

from nbgrader.preprocessors import AssignLatePenalties
from traitlets import TraitError
from traitlets.config import PyFileConfigLoader

from cnnlabs import course

CONFIG = "nbgrader_config.py"


class Late:
    """The plug-in that a course's nbgrader_config.py names.

    Parameters
    ----------
    root : Path
        Folder of the course.

    Raises
    ------
    course.CourseError
        When there is no such plug-in.
    """

    def __init__(self, root):
        sys.path.insert(0, str(root))  # nbgrader looks for the plug-in where it is run
        try:
            config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
            assign = AssignLatePenalties(config=config)
            assign.init_plugin()
        except (ImportError, TraitError) as error:
            raise course.CourseError(
                f"{root / CONFIG}: AssignLatePenalties.plugin_class cannot be loaded ({error}); "
                "see that its module lies beside this file"
            ) from None
        finally:
            sys.path.remove(str(root))
        self.plugin = assign.plugin_inst

    def penalty(self, student, score, seconds):
        """Return the points to take off one notebook.

        Parameters
        ----------
        student : str
        score : float
            Bonus included.
        seconds : float
            After the due date; not after it when 0 or less.

        Returns
        -------
        float or None
            From 0 to `score`; None when the plug-in has no say.

        Raises
        ------
        course.CourseError
            When the plug-in fails.
        """
        if seconds <= 0:
            return None
        try:
            told = self.plugin.late_submission_penalty(student, score, seconds)
            return None if told is None else min(max(float(told), 0.0), score)
        except Exception as error:
            raise course.CourseError(
                f"the plug-in {type(self.plugin).__name__} for late submissions failed: "
                f"{type(error).__name__}: {error}; mend it, then run the same command again"
            ) from error
