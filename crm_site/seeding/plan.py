"""Which complaints the demo company has: where each lies, how far it came, and how long ago that was.

department   what was done, step by step, in the words of `complaints.Story`   working hours since then
"""

DAY = 8
CLOSED = "send analyse approve carry_out agree satisfied close"

OPEN = [
    # Taken, not sent yet: these wait for the desk.
    ("SH-O", "", 0.4),
    ("GZ-O", "", 0.2),
    ("TJ-O", "", 2.5),
    # Waiting for analysis and measures: `handler`, and the other branches.
    ("SH-O", "send", 0.5),
    ("SH-O", "send", 3),
    ("SH-O", "send", 11),
    ("SH-O", "send", 30),
    ("SH-W", "send", 6),
    ("SH-D", "send", 2),
    ("GZ-O", "send", 5),
    ("GZ-W", "send", 13),
    ("TJ-O", "send", 1),
    ("CD-O", "send", 26),
    ("SH-O", "send analyse return", 2),
    ("SH-O", "send analyse approve carry_out not_agreed", 1.5),
    ("GZ-O", "send analyse approve carry_out agree not_satisfied", 4),
    ("SH-O", f"{CLOSED} reopen", 2),
    # Waiting for the instruction of the supervising leader: `supervisor`, `director` for the head office.
    ("SH-O", "send analyse", 0.5),
    ("SH-O", "send analyse", 5.5),
    ("SH-W", "send analyse", 2),
    ("SH-D", "send analyse return analyse", 1),
    ("GZ-O", "send analyse", 9),
    ("TJ-D", "send analyse", 2),
    ("HQ-FI", "send analyse", 2),
    ("HQ-FI", "send analyse", 7),
    # Being carried out, or to be agreed with the customer.
    ("SH-O", "send analyse approve", 4),
    ("SH-O", "send analyse approve", 20),
    ("SH-W", "send analyse approve", 9),
    ("GZ-O", "send analyse approve", 12),
    ("CD-O", "send analyse approve", 30),
    ("SH-O", "send analyse approve carry_out", 3),
    ("SH-O", "send analyse approve carry_out", 17),
    ("TJ-O", "send analyse approve carry_out", 6),
    # To be called and to be closed: the desk.
    ("SH-O", "send analyse approve carry_out agree", 1),
    ("SH-D", "send analyse approve carry_out agree", 5),
    ("GZ-W", "send analyse approve carry_out agree", 10),
    ("SH-O", "send analyse approve carry_out agree satisfied", 0.5),
    ("CD-O", "send analyse approve carry_out agree partly", 3),
    ("TJ-D", "send analyse approve carry_out agree satisfied", 9),
]

ENDED = [
    ("SH-O", CLOSED, 2 * DAY),
    ("SH-O", CLOSED, 9 * DAY),
    ("SH-O", CLOSED, 30 * DAY),
    ("SH-O", CLOSED, 55 * DAY),
    ("SH-O", "send analyse return analyse approve carry_out agree satisfied close", 14 * DAY),
    ("SH-O", "send analyse approve carry_out agree not_satisfied analyse approve carry_out agree partly close", 20 * DAY),
    ("SH-O", f"{CLOSED} reopen analyse approve carry_out agree satisfied close", 26 * DAY),
    ("SH-W", CLOSED, 5 * DAY),
    ("SH-W", CLOSED, 40 * DAY),
    ("SH-D", CLOSED, 7 * DAY),
    ("SH-D", "send withdraw", 11 * DAY),
    ("GZ-O", CLOSED, 3 * DAY),
    ("GZ-O", CLOSED, 33 * DAY),
    ("GZ-O", "send analyse approve carry_out not_agreed analyse approve carry_out agree satisfied close", 16 * DAY),
    ("GZ-W", CLOSED, 22 * DAY),
    ("GZ-W", "send analyse withdraw", 48 * DAY),
    ("TJ-O", CLOSED, 12 * DAY),
    ("TJ-O", CLOSED, 70 * DAY),
    ("TJ-D", CLOSED, 28 * DAY),
    ("TJ-D", "send analyse approve carry_out agree partly close", 45 * DAY),
    ("CD-O", CLOSED, 6 * DAY),
    ("CD-O", "send withdraw", 36 * DAY),
    ("HQ-FI", CLOSED, 18 * DAY),
    ("HQ-FI", "send analyse return analyse approve carry_out agree satisfied close", 60 * DAY),
]  # fmt: skip
