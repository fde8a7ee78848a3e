# Texts of the counter and the board, in English. The same keys as fr.ftl (a test sees to it).

## Menu
mode-label = Mode
category-label = Category
channel-label = Channel
search-label = Search a product
search-hint = Search: type a name…
search-empty = Nothing is called “{ $typed }”. Esc goes back to the menu.
category-empty = Nothing in this category. Pick another one.
menu-loading = The menu is coming…
menu-old = { $why } Menu of { $hour }.
tile-left = { $count } left
tile-sold-out = sold out
tile-suspended = off sale

## Order
cart-label = Order
cart-empty = Tap a product, or type its name.
customer-name = Customer
customer-name-hint = Name to call out
park = Park
line-less = One fewer
line-more = One more
line-note = Note
line-remove = Remove the line
line-suspended = off sale: remove the line
line-gone = no longer on the menu: remove the line
line-price-changed = price changed: { $before } → { $now }
vat-within = incl. VAT { $shares }
pizzas-count = { $count ->
    [one] { $count } pizza
   *[other] { $count } pizzas
}
others-count = {" "}+ { $count } { $count ->
    [one] other
   *[other] others
}
total = Total
promise = Ready around { $hour } · in { $minutes } min
promise-now = Ready at once
promise-estimate = Estimate: around { $hour } · in { $minutes } min
validate = Validate
validating = Sending…
order-unknown = It is not known whether the order went through.
order-unknown-hint = The order is in the journal of this terminal: it leaves as soon as the server answers, and once only.
order-give-up = Next customer
force-stock = Sell anyway

## Number
placed-title = Order taken
placed-promise = Ready around { $hour }
placed-next = Tap the screen: next customer

## Note
note-title = Note for { $name }
note-label = For the kitchen, { $max } characters at most
note-hint = well done, no oregano…
note-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}
note-save = Save

## Parked
parked-open = Parked
parked-title = Parked orders
parked-empty = No parked order. “Park” keeps the present order for later.
no-name = No name
parked-take-up = Take up
parked-drop = Give this order up
parked-drop-sure = Give up?

## Under way
orders-open = Under way
orders-ready = { $count ->
    [one] { $count } ready
   *[other] { $count } ready
}
orders-list = List
orders-under-way = Under way
orders-ended = Ended today
orders-title = Orders under way
orders-title-ended = Orders ended today
orders-search = Number, name or phone
orders-loading = The orders are coming…
orders-empty = No order under way. Validated orders appear here.
orders-ended-empty = No order ended today. One that is handed over and paid, or cancelled, appears here.
orders-cut = Only the latest { $count } are here.
orders-earlier = Look for “{ $typed }” in the days before
orders-earlier-hint = A day before? Type the number of the ticket or of the order, a name, or the day (29/11).
orders-earlier-title = Days before
orders-earlier-none = Nothing like that within the last two months.
orders-none-found = No order matches. Change the filter or the search.
orders-old = { $why } List of { $hour }.
filter-label = State
filter-all = All
filter-queued = Waiting
filter-preparing = Being made
filter-ready = Ready
filter-handed-over = Handed over, unpaid
filter-closed = Closed
filter-cancelled = Cancelled
filter-late = Late
order-left = { $left } of { $pizzas } to cook
order-late = ⚠ { $minutes } min late
order-promised = { $hour }
order-was-promised = promised for { $hour }
order-due = { $due } due
order-paid = paid
order-shown = seen in the kitchen { $hour }
order-not-shown = not seen yet
order-settle = Take payment
order-change = Change
order-cancel = Cancel
hand-over = Hand over

## Composer
line-compose = Compose
composer-title = Compose
composer-size = Size
composer-half = Other half
composer-no-half = No half
composer-without = Leave out
composer-extras = Extras
composer-more = One more { $name }
composer-less = One { $name } fewer
composer-add = Add
composer-short = Not enough in stock: { $names }.

## Set menus
formulas = Set menus
formula-choose = Choose: { $part }
formula-gone = This set menu is no longer on the menu. Close and choose something else.

## Taking payment
pay = Take payment
settle-title = { $number }, take payment
amount-due = To pay
tender-label = Means of payment
cash-received = Received
cash-exact = Exact
cash-not-an-amount = Type an amount: 20 or 20.50.
pad-erase = Erase the last figure
change-due = Give back
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

## Cancelling
cancel-title = Cancel { $number }?
cancel-confirm = Cancel for good
cancel-keep = Keep it
cancel-kept = { $number } stays as it is.
cancel-made = Begun already: what is made will be booked as waste.
cancel-unknown = Nobody knows whether the order was cancelled. Try again: it will not be cancelled twice.
cancel-reason = Reason
cancelled = { $number } is cancelled
wasted = { $count ->
    [one] { $count } pizza wasted
   *[other] { $count } pizzas wasted
}
refund = Back to the customer: { $amount }
refund-by = Back to the customer: { $amount } ({ $tender })
refund-none = Nothing to give back: it was not paid.
order-refund = Refund
order-refunded = back { $back }
refund-title = Refund { $number }
refund-reading = Reading what was paid…
refund-paid = Paid: { $amount }
refund-before = refunded before: { $amount }
refund-nothing-left = Nothing is left to refund.
refund-how = What is refunded
refund-lines = Items
refund-part = An amount
refund-changed = The order was changed after it was paid: an amount is refunded.
refund-line-left = { $quantity } for { $gross }
refund-more = One more { $what } to refund
refund-less = One { $what } less to refund
refund-amount = Amount in euros
refund-all = All: { $amount }
refund-reason = Reason
refund-missing = Missing item
refund-quality = Quality
refund-rule = Above { $alone } given back for an order, a manager types a PIN.
refund-confirm = Refund { $amount }
refund-unknown = Nobody knows whether the refund was made. Try again: it will not be made twice.
refunded = { $number }: { $amount } refunded

## Changing
changing = Changing { $number }
changing-leave = Leave unchanged
changing-drop = Drop it
nothing-changed = { $number } was not changed.
change-busy = First finish changing { $number }.
change-sending = First finish the order being sent.
placed-again = Order changed

## Consent
consent-discount = Discount above the limit
consent-stock = Sell what is out of stock

## Discount
discount-open = Discount
discount-title = Discount: { $what }
discount-kind = In percent or in euros
discount-value = How much
discount-reason = Reason
discount-no-figure = Type a whole number of percent, or an amount.
discount-preview = −{ $off }, { $left } left
discount-rule = Above { $percent }% of the order, a manager gives consent.
discount-remove = Remove the discount
discount-loyalty = Loyalty
discount-late = Late
discount-mistake = Mistake
discount-gesture = Goodwill
cart-discount = Discount { $what }
line-discount = Discount on the line
customer-phone = Phone
customer-phone-hint = 06 12 34 56 78

## Help
help-open = Help
help-title = Keys of the counter
help-search = search a product, from anywhere
help-enter = add the first product found
help-more = one more on the chosen line, or the last
help-less = one fewer
help-delete = remove the line
help-arrows = go from product to product
help-space = add the product one is on
help-tab = go from button to button
help-help = this help
help-customer = customer’s name
help-compose = compose the product one is on, or the chosen line
help-phone = customer’s phone
help-validate = validate the order
help-pay = validate and take payment
help-back = go back, clear the search

## Board
board-being-made = Being made
board-ready = Ready
board-none-made = No order being made
board-none-ready = Your number will show here
board-notice = Receipts and card slips are printed on request alone, but where the law says otherwise.
board-offline = ⚠ Connection lost: ask at the counter
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
placed-offline = offline

## Till
till-open = Till
till-title = Till { $register } · { $day }
till-now = Now (X)
till-drawer = Drawer
till-closing = Closing (Z)
till-entries = Tickets
till-training = Training
till-of-training = ⚠ Training: { $what }
till-print-later = Real papers are printed outside of training, those of training within it.
training-mode = TRAINING MODE
training-about = nothing is sold, no money is taken
training-number = Training { $nth }
training-placed = Exercise validated
training-nothing-sold = nothing was sold
training-learn = To learn at the real register: menu, basket, discounts, payment and change work as with a customer.
training-nothing-real = Nothing is real: no order, no stock, nothing in the kitchen, not a cent. Tickets say MODE ÉCOLE.
training-others = While it lasts this register does not sell; the others and the kitchen go on. The basket that was begun comes back at the end.
training-begin = Begin training
training-begin-ask = Begin training…
training-is-on = Training is on
training-on-about = Nothing done here is real, not after a restart either, until you end it.
training-end-about = The basket of the exercise goes, and the one that was begun comes back.
training-end = End training
training-settle = Training: nobody pays. Leave the drawer and the card terminal alone.
training-orders-empty = No real order under way. Those of training are kept nowhere.
training-orders = Training: real orders can be read here. To hand them over or take their money, end it under “Till”, tab “Training”.
till-loading = The till is coming…
till-old = { $why } As of { $hour }.
till-away = The server is away: these figures may be old.
till-away-about = Money can still be taken, and the drawer counted. What is sent from here waits on this terminal and goes once. This till’s tickets are printed from here; closing comes back with the server.
till-unknown = Nobody knows whether it was done.
till-unknown-hint = Try again: it will not be done twice.
till-day = the day of { $day }
till-month = the month { $month }
till-year = the year { $year }
till-closed = Day closed
till-defects = The ledger is not as it was written. Take payments, but tell the administrator today:
till-due = To be closed first: { $what }
till-total = Total of the day
till-tickets = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
till-tickets-from = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}, no. { $first } to { $last }
till-no-ticket = No ticket yet. The first payment appears here.
till-rate = Rate
till-gross = Incl. VAT
till-net = Excl. VAT
till-vat = VAT
till-sum = Together
till-unpaid = { $count ->
    [one] { $count } order not paid
   *[other] { $count } orders not paid
}, carried over: { $amount }
till-unpaid-none = All orders are paid
till-standing = Since the first ticket
till-perpetual = Perpetual total
till-absolute = Perpetual total without signs
till-advances = Advances outstanding
till-expected = Expected in the drawer
till-since = Opened at { $hour } by { $name }
till-moved = Put in and taken out
till-moved-none = Nothing was put in or taken out by hand.
till-session-none = The drawer is not open. Count what it holds and type its float.
drawer-float = Float
drawer-sales = Taken in cash
drawer-refunds = Refunded in cash
drawer-in = Put in
drawer-out = Taken out
drawer-expected = Expected
drawer-counted = Counted
drawer-difference = Difference
till-float = Float
till-float-about = What lies in the drawer when it is opened.
till-amount = Amount
till-no-amount = Type an amount, up to €10,000: 20 or 20.50.
till-reason = Reason
till-reason-example = Change from the bank
till-session-open = Open the till
till-cash-in = Put in
till-cash-out = Take out
till-drawer-open = Open the drawer without a sale
till-drawer-about = Each movement is noted with its reason. Opening without a sale asks for the reason alone.
till-session-opened = Till opened
till-move-noted = Movement noted
till-drawer-opened = Drawer opened, reason noted
till-notes = Notes
till-coins = Coins
till-even = Exact
till-missing = { $amount } is missing
till-over = { $amount } too much
till-count-about = Count the drawer, then close. A difference does not keep the day open: it is noted.
till-count-none = The drawer is not open: there is nothing to count.
till-count-wrong = Check: a number of pieces goes from 0 to 9,999.
till-close = Close the day…
till-close-sure = Close the day of { $day }?
till-close-about = This is final. Nothing can be added to this day, and this till takes no money before the next one.
till-close-back = Back to counting
till-close-confirm = Close for good
till-close-away = Closing waits for the server. What was counted stays here.
till-closed-about = Nothing can be added to it. The Z is under “Tickets”.
till-kind-sale = Ticket
till-kind-advance = Advance
till-kind-refund = Refund
till-kind-cancellation = Cancellation
till-kind-reversal = Reversal
till-kind-note = Note
till-kind-duplicate = Duplicate
till-kind-day = Day closed (Z)
till-kind-month = Month closed
till-kind-year = Year closed
till-number = no. { $number }
till-register = Till
till-when = On
till-who = By
till-order = Order
till-total-gross = Total incl. VAT
till-print = Print
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
till-copies = { $count ->
    [one] { $count } duplicate
   *[other] { $count } duplicates
}
till-day-before = The day before
till-day-after = The day after
till-day-label = Day
till-day-wrong = Type a day: 30/11/2026.
till-today = Today
till-entries-none = No ticket on that day. Choose another one.
till-entries-choose = Tap a ticket to read it.
paper-training = TRAINING
paper-discount = discount { $amount }
paper-deducted = Advance deducted
paper-corrects = Corrects
paper-note-paid = Paid already
paper-note-due = Left to pay
paper-note-about = Note handed over before payment
paper-unpaid = Orders not paid, carried over
paper-cash-difference = Difference of the drawer
paper-copy = DUPLICATE no. { $copy }
paper-copy-of = Duplicate
paper-signature = Signature
card-ask = Send { $amount } to the terminal
card-guide-asked = { $due } goes to the terminal when you confirm: the customer follows its screen.
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
card-by-hand = Type the amount by hand
card-close = Close
cards-look = ⚠ Card to check: { $numbers }
cards-debited = ⚠ Card debited: { $numbers }
cards-wait = Card under way: { $numbers }
cards-title = Card payments
cards-none = Nothing waits at the card terminal.
card-of = { $number } · { $hour } · { $who }
till-card = Card
card-terminal-none = Without a connected terminal the amount is typed on it by hand, and a tap confirms that it accepted. Connected, it gets the amount from here and answers (Caisse‑AP over IP).
card-terminal-about = This register’s terminal gets amounts from here and answers (Caisse‑AP over IP). It works while the server is away, too.
card-terminal-manager = A manager can change this address.
card-address = Address of the card terminal
card-address-none = No terminal connected
card-save = Save
card-test = Test
card-set = Terminal connected: { $address }
card-set-none = No terminal connected any more: the amount is typed by hand.
invoice-open = Invoice for a company…
invoice-name = Company’s name
invoice-street = Street
invoice-town = Postcode and town
invoice-siren = SIREN (if known)
invoice-vat = VAT number (if known)
invoice-make = Make the invoice
invoice-not = No invoice
invoice-made = Invoice { $number } · { $company }
credit-made = Credit note { $number } · { $company }
credit-make = Make the invoice’s credit note
invoice-print = Print the invoice
invoice-reprint = Print the invoice again (duplicata)
card-back-ask = Refund { $amount } over the terminal
card-back-waits = Follow the terminal: the customer presents the card to be refunded…
card-back-unknown = Nobody knows whether the card was refunded
card-back-unknown-about = Wait until the terminal is back at its first screen, then look at its last slip: did { $amount } go back?
card-back-done = { $amount } went back to the card
card-back-refused = The terminal gave nothing back
card-back-by-hand = Try again, or refund by hand on the terminal.
card-back-seen = Refunded: { $amount } went back
card-back-not-seen = Not refunded

lacking-open = { $count ->
    [one] { $count } order lacks something
   *[other] { $count } orders lack something
}
lacking-title = Orders that lack an ingredient
lacking-about = Call these customers: change their order, or cancel it. The list empties by itself when the stock is back.
lacking-what = { $count ->
    [one] { $count } dish without { $ingredients }
   *[other] { $count } dishes without { $ingredients }
}
lacking-empty = No order lacks anything any more.
