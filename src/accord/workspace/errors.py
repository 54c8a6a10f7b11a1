"""What can go wrong with a workspace: each kind with its code and what to do about it."""

from __future__ import annotations

from accord.model import AccordError


class WorkspaceError(AccordError):
    """Root of the errors that opening or asking a workspace can end in."""

    code = "AC100"
    remedy = "Check the address of the workspace."


class WorkspaceMissing(WorkspaceError):
    """There is no workspace at the address, and the caller did not ask to make one."""

    code = "AC101"
    remedy = "Make one with `accord read PATH -w WORKSPACE`, or name another with -w."


class NotAWorkspace(WorkspaceError):
    """What stands at the address is something else: a folder, a text file, another database."""

    code = "AC102"
    remedy = "Name another file with -w; this one was left as it is."


class WorkspaceUnusable(WorkspaceError):
    """The file or the server cannot be opened, read or written."""

    code = "AC103"
    remedy = "Check that the place exists and may be written to, and that its disk is not full."


class WorkspaceNewer(WorkspaceError):
    """The workspace was made or changed by a newer Accord than this one."""

    code = "AC104"
    remedy = "Update Accord to open it; it was left as it is."


class UnknownReport(WorkspaceError):
    """No report has this id, or more than one begins with it."""

    code = "AC105"
    remedy = "`accord reports` lists the ids."


class FilterError(WorkspaceError):
    """A filter names a value that does not exist, or a date that cannot be read."""

    code = "AC106"
    remedy = ""


class UnstorableText(WorkspaceError):
    """A report's text holds characters that no database can keep (lone surrogates, NUL)."""

    code = "AC107"
    remedy = "Save the document again as UTF-8 text."
