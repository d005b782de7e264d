from complaints.models.attachment import Attachment
from complaints.models.call import ComplaintCall, PaperLetter
from complaints.models.canned_answer import CannedAnswer
from complaints.models.cause import Cause
from complaints.models.claim import Claim, Recovery
from complaints.models.claim_notice import ClaimNotice
from complaints.models.claim_notice_limit import ClaimNoticeLimit
from complaints.models.claim_policy import ClaimPolicy
from complaints.models.complaint import Complaint
from complaints.models.correction import CorrectiveAction
from complaints.models.incoming_mail import IncomingMail
from complaints.models.letter_template import LetterTemplate
from complaints.models.log import ComplaintLog
from complaints.models.malicious_mark import MaliciousMark
from complaints.models.note import ComplaintNote
from complaints.models.outgoing_mail import OutgoingMail
from complaints.models.penalty import Penalty
from complaints.models.register_entry import RegisterEntry
from complaints.models.solution import Solution, SolutionUse
from complaints.models.step import ComplaintStep

__all__ = [
    "Attachment",
    "CannedAnswer",
    "Cause",
    "Claim",
    "ClaimNotice",
    "ClaimNoticeLimit",
    "ClaimPolicy",
    "Complaint",
    "ComplaintCall",
    "ComplaintLog",
    "ComplaintNote",
    "ComplaintStep",
    "CorrectiveAction",
    "IncomingMail",
    "LetterTemplate",
    "MaliciousMark",
    "OutgoingMail",
    "PaperLetter",
    "Penalty",
    "Recovery",
    "RegisterEntry",
    "Solution",
    "SolutionUse",
]
