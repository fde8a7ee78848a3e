tile-left = { $count } left
tile-sold-out = sold out
tile-suspended = off sale
line-less = One fewer
line-more = One more
validating = Sending…
amount-due = To pay
cash-received = Received
change-due = Give back
refund = Back to the customer: { $amount }

## Till
till-open = Till
training-mode = TRAINING MODE
training-about = nothing is sold, no money is taken
till-unknown = Nobody knows whether it was done.
till-unknown-hint = Try again: it will not be done twice.
till-day = the day of { $day }
till-month = the month { $month }
till-year = the year { $year }
till-even = Exact
till-missing = { $amount } is missing
till-over = { $amount } too much
till-reprint = Print again (duplicate)
print-ticket = Print the ticket
print-note = Print the note
print-x = Print the X
print-sent = Sent to the printer
print-sent-copy = Duplicate no. { $copy } sent to the printer
note-due = Eaten here, €25 or more: the note is handed over before payment.
printers-alert = { $waits ->
    [0] ⚠ { $names }
   *[other] ⚠ { $names }: { $waits } waiting
}
printers-refused = Nothing can be printed
printers-title = Printers
prints-none = Nothing waits to be printed.
print-asked = { $hour } · { $tries ->
    [0] not tried yet
    [one] { $tries } try
   *[other] { $tries } tries
}
print-perhaps = · perhaps printed already
print-drawer = Opening of the drawer
print-give-up = Give up this print
print-under-way = It is being printed, or has just come out: nothing is given up.
card-waits = Follow the terminal…
card-waits-about = The customer presents the card. To cancel, the terminal’s red key: its answer comes here. Closing this window cancels nothing.
card-leave = Stop waiting
card-unknown = Nobody knows whether the card was debited
card-unknown-about = Wait until the terminal is back at its first screen, then look at its last slip or its log: was { $amount } debited? Nothing else settles this order until then.
card-other-about = Nothing is booked: { $amount } was asked for. Cancel it on the terminal, then say so here.
card-taken = Accepted: { $amount } debited
card-not-taken = Refused: nothing was debited
card-cancelled = Cancelled on the terminal
card-debited = The card was debited { $amount }
card-debited-about = It is booked nowhere: settle it with the order, or refund the card on the terminal and say so here.
card-refused = The terminal refused
card-back = Refunded on the terminal
card-back-sure = Yes, { $amount } is refunded
card-back-not = No
cards-look = ⚠ Card to check: { $numbers }
cards-debited = ⚠ Card debited: { $numbers }
cards-wait = Card under way: { $numbers }
cards-title = Card payments
cards-none = Nothing waits at the card terminal.
card-of = { $number } · { $hour } · { $who }
card-back-ask = Refund { $amount } over the terminal
card-back-waits = Follow the terminal: the customer presents the card to be refunded…
card-back-unknown = Nobody knows whether the card was refunded
card-back-unknown-about = Wait until the terminal is back at its first screen, then look at its last slip: did { $amount } go back?
card-back-done = { $amount } went back to the card
card-back-refused = The terminal gave nothing back
card-back-by-hand = Try again, or refund by hand on the terminal.
card-back-seen = Refunded: { $amount } went back
card-back-not-seen = Not refunded
to-decide = ⚠ { $count } to decide
to-decide-title = To decide
to-decide-about = Done here while the server was away, and refused when it was back. Nothing is lost: decide about each.
to-decide-none = Everything is decided.
decide-as-sold = Record as sold
decide-try-again = Try again
decide-give-up = Give up…
decide-give-up-confirm = Give up for good
decide-reason = Reason
decide-at-counter = To be decided at the counter.
driver-not-told = ⚠ Tell { $drivers }: { $numbers }
driver-perhaps-told = ⚠ Text to check, { $drivers }: { $numbers }
