"""nbgrader's view of the course: its own commands work from this folder."""

import os
from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    GetGrades,
    IgnorePattern,
    LimitOutput,
)

from cnnlabs.grading.preprocessors import ForStudents, SaveGrades, SplitExecute

c = get_config()  # noqa: F821
root = Path(__file__).parent
graded = os.environ.get("CNNLABS_CLASS", "course")  # a folder that `cnnlabs grade` has written

c.CourseDirectory.course_id = "cnnlabs"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = f"{graded}/submitted"
c.CourseDirectory.autograded_directory = f"{graded}/autograded"
c.CourseDirectory.feedback_directory = f"{graded}/feedback"
c.CourseDirectory.db_url = os.environ.get(
    "CNNLABS_GRADEBOOK", f"sqlite:///{root / graded}/gradebook.db?timeout=60"
)

c.ClearSolutions.code_stub = {"python": "raise NotImplementedError  # your code goes here"}
c.ClearSolutions.text_stub = "*Your answer goes here.*"

c.OverwriteCells.add_missing_cells = True
c.Autograde.autograde_preprocessors = [
    SplitExecute,
    IgnorePattern,
    LimitOutput,
    SaveGrades,
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
]
c.GenerateFeedback.preprocessors = [
    GetGrades,
    ClearHiddenTests,
    ForStudents,
    CSSHTMLHeaderPreprocessor,
]
