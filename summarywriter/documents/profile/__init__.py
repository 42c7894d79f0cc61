"""How a printed report looks, as data: the national form, or what an office's own file makes of it."""

from summarywriter.documents.profile.model import TWIPS, Look, Page, PageNumber, Profile, SignOff, TextLook
from summarywriter.documents.profile.reading import make_profile, national, read_profile

__all__ = [
    "TWIPS", "Look", "Page", "PageNumber", "Profile", "SignOff", "TextLook",
    "make_profile", "national", "read_profile",
]  # fmt: skip
