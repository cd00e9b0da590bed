"""Find the uploaded images that a request attaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.core.principal import Subject
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.post import Image, MediaId, Post
from watchdesk.publishing.domain.post_request import AttachedImage, Upload
from watchdesk.publishing.ports.media import Uploads


@dataclass(frozen=True, slots=True, kw_only=True)
class FindImages:
    uploads: Uploads

    def __call__(
        self, attached: Sequence[AttachedImage], owner: Subject, edited: Post | None
    ) -> tuple[tuple[Image, ...], list[Problem]]:
        """Return the images, and a problem for each that is missing. `edited` is the post that an edit changes.

        Another person's image is reported like one that was never uploaded.
        """
        kept = {image.id: image for image in edited.images} if edited else {}
        images, problems = list[Image](), list[Problem]()
        for index, image in enumerate(attached):
            source = self._owned(image.media, owner) or kept.get(image.media)
            if source is None:
                message = "Upload the image again: you have no such image."
                field = f"images.{index}.media"
                problems.append(Problem(code=ProblemCode.IMAGE_UNKNOWN, field=field, message=message))
            else:
                images.append(_image(source, image.alt))
        return tuple(images), problems

    def _owned(self, media: MediaId, owner: Subject) -> Upload | None:
        found = self.uploads.upload(media) if is_id(media) else None
        return found if found and found.by == owner else None


def _image(source: Upload | Image, alt: str) -> Image:
    return Image(
        id=source.id,
        alt=alt,
        content_type=source.content_type,
        size=source.size,
        width=source.width,
        height=source.height,
        sha256=source.sha256,
    )
