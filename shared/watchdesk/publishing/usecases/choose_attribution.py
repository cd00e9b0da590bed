"""Choose the name under a post, as the directory of officers gives it."""

from dataclasses import dataclass

from watchdesk.core.principal import Subject
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.publishing.domain.attribution import NO_ATTRIBUTION, Attribution
from watchdesk.publishing.ports.composing import Directory
from watchdesk.register.domain.officer import AttributionForm, render


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseAttribution:
    directory: Directory

    def __call__(self, form: AttributionForm, author: Subject) -> tuple[Attribution, list[Problem]]:
        """Return the attribution in this form, or no attribution and the problem.

        An unknown officer and a withheld name give the same problem.
        """
        if form is AttributionForm.NONE:
            return NO_ATTRIBUTION, []
        officer = self.directory.officer(author)
        if officer is not None and form in officer.allowed:
            return Attribution(form=form, text=render(officer, form)), []
        message = "Your name cannot be shown in this form: choose another, or none."
        return NO_ATTRIBUTION, [Problem(code=ProblemCode.ATTRIBUTION, field="attribution", message=message)]
