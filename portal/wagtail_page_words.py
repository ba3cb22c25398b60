"""Words of Wagtail's editor, pictures, documents and accounts: for our catalogue, see wagtail_words.py."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = (
    _("The page title as you'd like it to be seen by the public"),
    _("The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/"),
    _("Whether a link to this page will appear in automatically generated menus"),
    _("The name of the page displayed on search engine results as the clickable headline."),
    _("The descriptive text displayed underneath a headline in search engine results."),
    _("Preview in mobile size"),
    _("Preview in tablet size"),
    _("Preview in desktop size"),
    _("Choose which type of page you'd like to create."),
    _("Choose parent"),
    _("Create a new %(model_name)s"),
    _("Pages using %(page_type)s"),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _("Choose when this page should go live and/or expire"),
    _('This publishing schedule will only take effect after you select the "Schedule to publish" option'),
    _("Anyone with editing permissions can create schedules"),
    _("But only those with publishing permissions can make them effective."),
    _("go live date/time"),
    _("expiry date/time"),
    _("Expiry date/time must be in the future."),
    _("Go-live:"),
    _("Expiry:"),
    _("Once scheduled:"),
    _("Invalid schedule"),
    _("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    _("No one can make changes while the %(model_name)s is locked"),
    _("Only you can make changes while the %(model_name)s is locked"),
    _("Only %(user)s can make changes while the %(model_name)s is locked"),
    _("This %(model_name)s is currently awaiting moderation."),
    _("Only reviewers for this task can edit the %(model_name)s."),
    _("Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from editing"),
    _("Only reviewers can edit and approve the %(model_name)s"),
    _("<b>'{title}' was locked</b> by <b>you</b> on <b>{datetime}</b>."),
    _("<b>'{title}' is locked</b> by <b>you</b>."),
    _("<b>'{title}' was locked</b> by <b>{user}</b> on <b>{datetime}</b>."),
    _("Choose who can view the live version of this page"),
    _("Privacy changes apply to all children of this page too."),
    _("To be created by %(user)s"),
    _("Comment notifications"),
    _("Minimap"),
    _("Side panel width"),
    _("Show issue"),
    _("Issues found"),
    _("Content metrics"),
    _("Reading time"),
    _("Readability"),
    _("This data explained"),
    _("How we calculate our metrics"),
    _(
        "We extract the main content from the page preview, remove all formatting, and calculate "
        "the number of words."
    ),
    _("We calculate reading time from word count, using different reading speeds for different languages."),
    _(
        "We use a readability formula based on length of words and sentences. Long sentences and "
        "words result in a worse readability score."
    ),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more '
        "information on how content metrics are calculated."
    ),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("Preview cannot display due to validation errors. <br /> Click save to highlight the relevant fields."),
    _("View latest version"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a "
        "separate tab to view the last saved version."
    ),
    _("You have unsaved changes in another window"),
    _("Currently idle"),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
    _("- Select an option -"),
    _("The minimum number of items is %(min_num)d"),
    _("The maximum number of items is %(max_num)d"),
    _("Edit account avatar"),
    _("Upload a profile picture:"),
    _("Reset to default"),
    _("Use server language: %(language_name)s"),
    _("Use server time zone"),
    _("preferred language"),
    _("Select language for the admin"),
    _("current time zone"),
    _("Select your current time zone"),
    _("profile picture"),
    _("Theme preferences"),
    _("admin theme"),
    _("contrast"),
    _("density"),
    _("More contrast"),
    _("Snug"),
    _("Default"),
    _("Enable custom keyboard shortcuts specific to Wagtail."),
    _("submitted notifications"),
    _("approved notifications"),
    _("rejected notifications"),
    _("updated comments notifications"),
    _("Receive notification when a page is submitted for moderation"),
    _("Receive notification when your page edit is approved"),
    _("Receive notification when your page edit is rejected"),
    _(
        "Receive notification when comments have been created, resolved, or deleted on a page "
        "that you have subscribed to receive comment notifications on"
    ),
    _("Your account settings have been changed successfully!"),
    _("You have been successfully logged out."),
    _("All keyboard shortcuts"),
    _("Show keyboard shortcuts"),
    _("Keyboard shortcut"),
    _("Keyboard shortcuts are currently enabled; manage your %(account_link)s to disable them."),
    _("Keyboard shortcuts are currently disabled; manage your %(account_link)s to enable them."),
    _("Section"),
    _("Application"),
    _("Toggle minimap"),
    _("Close modal dialogs (like this one)"),
    _("Text editing"),
    _("Text formatting"),
    _("Cut"),
    _("Paste"),
    _("Paste without formatting"),
    _("Paste and match style"),
    _("Redo"),
    _("Insert or edit a link"),
    _("Monospace (code)"),
    _("Strike-through"),
    _("Superscript"),
    _("Subscript"),
    _("The requested page could not be found."),
    _("Error 404: Page not found"),
    _("Go to Wagtail admin"),
    _(
        "JavaScript is required to use Wagtail, but it is currently disabled.<br /> Here are the "
        '<a href="https://www.enable-javascript.com/" target="_blank" '
        'rel="noreferrer">instructions how to enable JavaScript in your web browser</a>.'
    ),
    _(
        "You haven't uploaded any images. Why not <a "
        'href="%(wagtailimages_add_image_url)s">upload one now</a>?'
    ),
    _(
        "You haven't uploaded any images in this collection. Why not <a "
        'href="%(wagtailimages_add_image_url)s">upload one now</a>?'
    ),
    _("You haven't uploaded any images in this collection."),
    _(
        "You haven't uploaded any documents. Why not <a "
        'href="%(wagtaildocs_add_document_url)s">upload one now</a>?'
    ),
    _(
        "You haven't uploaded any documents in this collection. Why not <a "
        'href="%(wagtaildocs_add_document_url)s">upload one now</a>?'
    ),
    _("You haven't uploaded any documents in this collection."),
    _(
        'Why not <a class="upload-one-now" href="#tab-upload" '
        'data-action="w-tabs#select:prevent" data-w-tabs-target="trigger" '
        'data-w-tabs-focus-param="true">upload one now</a>?'
    ),
    _('Sorry, no images match "<em>%(query_string)s</em>"'),
    _('Sorry, no documents match "<em>%(query_string)s</em>"'),
    _('Sorry, no documents match "<em>%(search_query)s</em>"'),
    _("Supported formats: %(supported_formats)s. Maximum filesize: %(max_upload_size)s."),
    _("Maximum filesize: %(max_upload_size)s."),
    _("This file is too big (%(file_size)s). Maximum filesize %(max_filesize)s."),
    _("This file is too big. Maximum filesize %(max_filesize)s."),
    _("Not a supported image format. Supported formats: %(supported_formats)s."),
    _("Drag and drop images into this area to upload immediately."),
    _("Drag and drop documents into this area to upload immediately."),
    _("Please provide an image description to comply with best practices for accessibility."),
    _(
        "Upload successful. Please update this image with a more appropriate title, if "
        "necessary. You may also delete the image completely if the upload wasn't required."
    ),
    _(
        "Upload successful. Please update this document with a more appropriate title, if "
        "necessary. You may also delete the document completely if the upload wasn't required."
    ),
    _(
        "Upload successful. However, your new image seems to be a duplicate of this existing "
        "image. You may delete it if it wasn't required."
    ),
    _("Report this error to your website administrator with the following information:"),
    _("Add multiple images"),
    _("Add multiple documents"),
    _("Title: (A -> Z)"),
    _("Title: (Z -> A)"),
    _("File size: (low to high)"),
    _("File size: (high to low)"),
    _("Usage count: (low to high)"),
    _("Usage count: (high to low)"),
    _("Popular tags"),
    _("Layout"),
    _("Focal point"),
    _("To define this image's most important region, drag a box over the image above."),
    _("Remove focal area"),
    _("Image focal point"),
    _("Max dimensions"),
    _("Permanent"),
    _("Temporary"),
    _("From site"),
    _("All sites"),
    _(
        "Recommended. Permanent redirects ensure search engines forget the old page (the "
        "'Redirect from') and index the new page instead."
    ),
    _("redirect from"),
    _("redirect to a page"),
    _("redirect to any URL"),
    _("permanent"),
    _("redirect"),
    _("redirects"),
    _('No redirects have been created. Why not <a href="%(wagtailredirects_add_redirect_url)s">add one</a>?'),
)
COUNTS = (
    ngettext_lazy("%(count)s image", "%(count)s images"),
    ngettext_lazy("%(count)s document", "%(count)s documents"),
    ngettext_lazy(
        'Only pages of type "%(type)s" may be chosen for this field. Search results will exclude pages of '
        "other types.",
        "Only the following page types may be chosen for this field: %(type)s. Search results will exclude "
        "pages of other types.",
    ),
)
