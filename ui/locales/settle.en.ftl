# What is said when the money of an order is taken, at the counter and after a delivery.

pay = Take payment
settle-title = { $number }, take payment
tender-label = Means of payment
cash-exact = Exact
cash-not-an-amount = Type an amount: 20 or 20.50.
pad-erase = Erase the last figure
no-change = Nothing to give back
settle-cash = Take cash
settle-card = Accepted by the card terminal: confirm
card-guide = Type { $due } on the card terminal, and confirm once it has accepted.
settled = { $number } paid: { $amount }
settle-paid-already = Paid already: nothing to take.
settle-unknown = Nobody knows whether the money was taken.
settle-unknown-hint = Try again: nothing will be taken twice.
given-label = Given already
given-add = Add
given-remove = Take back: { $what }
given-amount = Amount
voucher-value = Value of the voucher
left-due = Left to pay
left-after = Will stay due
in-part = Advance
settle-part = Take the advance
split = Share
split-off = No longer share
split-back = Back
split-people = In equal parts: how many payers?
split-amounts = By amounts
split-part = Part of payer { $payer }
split-rest = The rest for the last payer: { $left }
split-lines = By item: choose a payer, then touch what is theirs
split-lines-left = { $left ->
    [one] One item is nobody’s yet.
   *[other] { $left } items are nobody’s yet.
}
split-lines-alone = One payer has everything.
split-payer-add = One payer more
payers-label = Payers
payer = Payer { $payer }
payer-next = Next payer
payer-change = give back { $change }
settled-part = { $number }, advance taken: { $amount }
settled-left = Still due:
training-nothing-sold = nothing was sold
training-settle = Training: nobody pays. Leave the drawer and the card terminal alone.
card-ask = Send { $amount } to the terminal
card-guide-asked = { $due } goes to the terminal when you confirm: the customer follows its screen.
card-by-hand = Type the amount by hand
card-close = Close
