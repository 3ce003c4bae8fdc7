"""Wagtail's own upload forms (add, several at once, choosers): content decides what may come in, as at the desk."""

from pathlib import PurePath

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core import intake


class CheckedImageField(WagtailImageField):
    """Refuses a fake, damaged or giant picture with a sentence before anything else opens it."""

    def to_python(self, data):
        """The upload as Wagtail wants it, without where and by what it was taken. Raises ValidationError."""
        if hasattr(data, "read"):
            intake.check_picture(data)
            if cleaned := intake.without_traces(data):
                data = SimpleUploadedFile(data.name, cleaned, content_type=data.content_type)
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """A picture for the media library."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            wagtails = self.fields["file"]
            self.fields["file"] = CheckedImageField(
                label=wagtails.label, required=wagtails.required, widget=wagtails.widget
            )


class DocumentForm(BaseDocumentForm):
    """A document for the media library; its name ends as its content says."""

    def clean_file(self):
        """The file, checked. Raises ValidationError."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and hasattr(file, "read"):
            _content_type, ending = intake.check_document(file)
            file.name = PurePath(file.name).stem[:80] + ending
        return file
