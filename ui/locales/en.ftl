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

## Order
cart-label = Order
cart-empty = Tap a product, or type its name.
customer-name = Customer
customer-name-hint = Name to call out
park = Park
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
validate-there = Validate for { $shop }
order-unknown = It is not known whether the order went through.
order-unknown-hint = The order is in the journal of this terminal: it leaves as soon as the server answers, and once only.
order-give-up = Next customer
force-stock = Sell anyway

## Number
placed-title = Order taken
placed-promise = Ready around { $hour }
placed-there = Made and delivered by { $shop }
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
deliveries-open = Deliveries
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
help-phone = customer’s phone, or take the call
help-delivery = delivery, and its address
help-again = the same as last time
help-deliveries = deliveries and runs
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
placed-offline = offline
training-number = Training { $nth }
training-placed = Exercise validated
training-orders-empty = No real order under way. Those of training are kept nowhere.
training-orders = Training: real orders can be read here. To hand them over or take their money, end it under “Till”, tab “Training”.

incoming-call = Call: { $phone }
incoming-call-leave = Leave this call
known-again = The same again:
known-no-order = No order from this number yet.
known-offline = Offline: the file will be found when the server is back. Note the name and the address.
again-gone = Not on the menu today: { $names }.
cart-fee = Delivery
cart-fee-free = free
cart-minimum = { $lacks } more to deliver
delivery-none = Where to deliver?
delivery-title = Deliver to
delivery-street = Number and street
delivery-postcode = Postcode
delivery-town = Town
delivery-floor = Floor, stairs, door
delivery-code = Door code
delivery-note = Note to the driver
delivery-without-number = No house number
delivery-save = Deliver here
delivery-fee = Delivery costs { $fee }.
delivery-free = It is free from { $from }.
delivery-minimum = Deliveries start at { $minimum }.
delivering-asked = Travel: being worked out…
delivering-here = { $shop } · { $travel } · delivery { $fee }
delivering-elsewhere = { $shop } is the nearest ({ $travel }): pass the order on to it.
delivering-nearest = { $shop } delivers to this address ({ $travel }).
delivering-pass-on = Pass the order on to { $shop }
delivering-there = { $shop } makes and delivers it · { $travel } · delivery { $fee }
delivering-there-asked = { $shop }: prices and wait, one moment…
delivering-keep-here = Keep it here
delivering-from-here = From here: { $travel }.
delivering-by-hand = Address typed by hand: { $minutes } min of travel counted, zone not checked.
delivering-too-far = Outside the zone: { $minutes } min from { $shop }, { $most } at most.
delivering-nobody = No open shop delivers to this address.
delivering-take-away = Take-away
promise-brought = Delivered around { $hour } · in { $minutes } min
promise-brought-estimate = Estimate: delivered around { $hour } · { $minutes } min
placed-promise-brought = Delivered around { $hour }
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

## Writing to the customer
order-write = Message
told-how = { $by } { $said } { $sign }
told-to-check = to check
told-not-gone = not gone
told-under-way = under way
write-title = Write to the customer of { $number }
write-to = Text message to { $phone }
write-kind = What it is about
write-text = Text
write-reading = Reading the order…
write-send = Send the text message
write-sending = Sending…
write-done = A text message goes to the customer of { $number }.
