"""Rules of archives and of promotion in sentences that name the remedy."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curriculum.domain.packages import PackageRule

ARCHIVE: dict[str, Promise] = {
    PackageRule.NOT_A_ZIP: _("This is no zip archive. Zip the folder again."),
    PackageRule.TOO_LARGE: _("The archive is larger than we take. Make it smaller."),
    PackageRule.TOO_MANY_FILES: _("It holds more files than we take. Remove what is not needed."),
    PackageRule.UNPACKED_TOO_LARGE: _("Unpacked it is larger than we take. Make it smaller."),
    PackageRule.RATIO: _("It is packed so densely that it may do harm. Zip it in the usual way."),
    PackageRule.ENTRY_TOO_LARGE: _("This file is larger than we take. Make it smaller."),
    PackageRule.NESTED_ARCHIVE: _("It holds another archive. Unpack that one first."),
    PackageRule.OVERLAP: _("Its files lie over each other, as in no honest archive. Zip it again."),
    PackageRule.ENCRYPTED: _("It is protected by a password. Zip it without one."),
    PackageRule.COMPRESSION: _("It is packed in a way that we do not read. Use plain zip."),
    PackageRule.DAMAGED: _("It is damaged. Zip and upload it again."),
    PackageRule.UNSAFE_NAME: _("This name cannot be used. Use letters, digits, dots and hyphens."),
    PackageRule.ABSOLUTE_NAME: _("This name begins at the root of a disk. Zip the folder itself."),
    PackageRule.PARENT_NAME: _("This name leads out of the folder. Zip the folder itself."),
    PackageRule.LONG_NAME: _("This name is too long. Shorten it."),
    PackageRule.DUPLICATE_NAME: _("This name is there twice. Rename one of the two."),
    PackageRule.LINK_ENTRY: _("This is a link to another file. Put the file itself there."),
    PackageRule.FILE_TYPE: _("Files of this kind are not taken. Remove it."),
    PackageRule.DISGUISED_FILE: _("Its content is not what its name says. Export it again."),
    PackageRule.TOOK_TOO_LONG: _("Unpacking took too long. Make the archive smaller."),
    PackageRule.TOOK_TOO_MUCH_MEMORY: _("Unpacking took too much memory. Make it smaller."),
    PackageRule.MALWARE: _("The scanner found malware. Check the computer it comes from."),
}
PROMOTION: dict[str, Promise] = {
    PackageRule.BRAND_FIRST: _(
        "The brand stands before the generic name: “%(words)s”. Name the generic name first."
    ),
    PackageRule.SUPERLATIVE: _(
        "“%(words)s” praises without a reference. Cite the source or say it plainly."
    ),
    PackageRule.COMPARISON: _(
        "“%(words)s” compares without a reference. Cite the source or leave it out."
    ),
    PackageRule.PRIZE: _("“%(words)s” offers something. Leave it out."),
    PackageRule.INVITATION: _("“%(words)s” invites to something. Leave it out."),
    PackageRule.LOGO: _("“%(words)s” looks like a logo. It belongs to the sponsor plate only."),
    PackageRule.NO_LABEL_DATE: _("The date of the label is missing. Enter it."),
    PackageRule.NO_REFERENCE: _("No reference stands in the text. Cite where facts come from."),
    PackageRule.EXTERNAL_ADDRESS: _(
        "“%(words)s” leads to %(address)s. Link only to places where references stand."
    ),
}
