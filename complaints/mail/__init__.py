"""Complaints by e-mail: the mailbox, what a mail says, and whether it is one that a person wrote."""
