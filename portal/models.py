"""Django finds models here; they live in the module named after what they are."""

from portal.pages import ContentPage, HomePage, SiteSettings

__all__ = ["ContentPage", "HomePage", "SiteSettings"]
