"""nbgrader's view of the course: its own commands work from this folder."""

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

from cnnlabs.grading.preprocessors import SaveGrades, SplitExecute

c = get_config()  # noqa: F821
root = Path(__file__).parent

c.CourseDirectory.course_id = "cnnlabs"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "course/submitted"
c.CourseDirectory.autograded_directory = "course/autograded"
c.CourseDirectory.feedback_directory = "course/feedback"
c.CourseDirectory.db_url = f"sqlite:///{root}/course/gradebook.db?timeout=60"

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
c.GenerateFeedback.preprocessors = [GetGrades, ClearHiddenTests, CSSHTMLHeaderPreprocessor]
