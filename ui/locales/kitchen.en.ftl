### The kitchen.

kitchen-waiting-count = { $count ->
    [one] { $count } pizza waiting
   *[other] { $count } pizzas waiting
}
kitchen-loading = Reading the queue…
kitchen-reading-failed = Last known state. { $why }
kitchen-queue-empty = No pizza is waiting
kitchen-queue-empty-hint = The next order validated at the counter will show here, with a sound.
kitchen-page = { $page } / { $pages }
kitchen-page-previous = Previous page
kitchen-page-next = Next page

kitchen-calm = { $minutes } min
kitchen-near = soon { $minutes } min
kitchen-late = { $minutes } min late
kitchen-promised = Promised for { $time }
kitchen-promised-there = Promised for { $time }, { $minutes } min away

kitchen-next = Next pizza
kitchen-next-none = nothing is waiting
kitchen-oven = Oven
kitchen-oven-count = { $count ->
    [0] empty
    [one] { $count } pizza
   *[other] { $count } pizzas
}
kitchen-recap = Summary
kitchen-recap-kinds = { $count ->
    [0] nothing
    [one] { $count } kind
   *[other] { $count } kinds
}
kitchen-to-serve = To serve
kitchen-to-deliver = To deliver
kitchen-busy = One moment…

kitchen-note = Note
kitchen-ingredients = Ingredients
kitchen-steps = Steps
kitchen-no-steps = The menu gives no steps for this pizza.
kitchen-whole = The whole pizza
kitchen-left-out = no
kitchen-extra = + extra
kitchen-cooking = { $minutes } min in the oven
kitchen-ready-for-oven = Ready for the oven
kitchen-back-release = Back
kitchen-back-release-hint = return it to the queue
kitchen-quantity-g = { $count } g
kitchen-quantity-ml = { $count } ml
kitchen-quantity-pc = { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}

kitchen-oven-title = In the oven
kitchen-oven-empty = The oven is empty
kitchen-oven-empty-hint = Pizzas put into the oven will show here with their timers.
kitchen-since = in since { $time }
kitchen-left = left
kitchen-over = over by
kitchen-done-now = take it out
kitchen-cooked = Cooked
kitchen-back-queue = Back to the queue
kitchen-back-recipe = Back to the recipe
kitchen-back-recipe-hint = { $name } under way

kitchen-recap-title = To make
kitchen-recap-empty-hint = As soon as an order comes in, you will see here how many of each pizza to make.

kitchen-undo = Undo
kitchen-undo-claim = { $name } started
kitchen-undo-oven = { $name } in the oven
kitchen-undo-cooked = { $name } cooked
kitchen-undo-seconds = { $seconds } s

kitchen-order-ready = { $number } is ready
kitchen-ready-serve = Serve it to the customer
kitchen-ready-deliver = Hand it to the driver
kitchen-acknowledge = Understood
kitchen-taken-away = { $number } · { $name } is no longer at this station: the order changed, or another station took it.
kitchen-given-up = { $number } · { $name }: the order is cancelled, this pizza is no longer to be made.
kitchen-notice-changed = Order changed
kitchen-notice-cancelled = Order cancelled
kitchen-notice-same = The pizzas stay the same; a note, the mode or the time changed.
kitchen-notice-lost = { $name } was on this table: do not finish it.
kitchen-notice-behind = { $count } more to read
kitchen-problem = Please note
kitchen-stuck = The server does not answer
kitchen-stuck-kept = Your tap is kept: it goes out as soon as the server answers.
kitchen-retry = Try again
kitchen-retrying = Trying again…
kitchen-taken-offline = Taken without the screen: made already?
kitchen-taken-offline-title = { $number }: made already?
kitchen-taken-offline-about = The kitchen’s screen could not show it; it may have been made from its paper ticket. If all its pizzas were made, it is ready at once, and the stock follows.
kitchen-made-already = Yes, made already
kitchen-to-make = No, to be made

### Stock in the kitchen.

kitchen-inventory = Inventory
kitchen-receipt = Receipt
kitchen-stock-out = Out of stock
kitchen-transfer = Transfer
kitchen-waste = Waste
stock-progress = { $counted } / { $all }
stock-back = Back
stock-search = Find an ingredient…
stock-search-none = No ingredient of that name here.
stock-low = low
stock-none = none left
stock-pad-back = Erase
stock-units = Unit
stock-theoretical = In the book
stock-difference = Difference
stock-even = right
stock-doubtful = { $typed } instead of { $there }: if that is so, save once more.
stock-chosen = { $count ->
    [0] nothing chosen
    [one] { $count } ingredient
   *[other] { $count } ingredients
}

stock-rupture-which = Which ingredient is missing?
stock-seen = What is left of it
stock-rupture-none = There is none left
stock-rupture-save = Save
stock-rupture-another = Another one
stock-declared = { $name }: { $seen } ({ $change })
stock-all-made = Every pizza can still be made.
stock-no-longer-made = { $count ->
    [one] Can no longer be made, taken off the counters:
   *[other] Can no longer be made, taken off the counters:
}
stock-lacking-none = No validated order lacks it.
stock-lacking = { $count ->
    [one] { $count } order lacks it:
   *[other] { $count } orders lack it:
}
stock-lacking-told = The counter sees them too and calls the customers.

stock-inventory-none = No inventory under way
stock-inventory-about = One ingredient a screen: count, save, go on. You can stop and go on here or at another station; nothing enters the book before the end.
stock-inventory-begin = Begin the inventory
stock-inventory-count = { $count ->
    [one] { $count } ingredient
   *[other] { $count } ingredients
}
stock-inventory-kept = the counting is kept
stock-inventory-next = Next
stock-inventory-save-next = Save and next
stock-previous = Previous ingredient
stock-next = Next ingredient
stock-place = { $place } / { $all }
stock-left = { $count ->
    [0] all is counted
    [one] { $count } left to count
   *[other] { $count } left to count
}
stock-counted = Counted
stock-counted-already = Counted already
stock-counted-by = counted by { $name } at { $time }
stock-counted-count = { $count } counted
stock-back-inventory = Back to the inventory
stock-review = Review
stock-review-title = { $count ->
    [one] Differences of { $count } counted ingredient
   *[other] Differences of { $count } counted ingredients
}
stock-review-empty = Nothing is counted yet.
stock-not-counted = { $count ->
    [one] { $count } ingredient is not counted: it will stay as it is.
   *[other] { $count } ingredients are not counted: they will stay as they are.
}
stock-count-on = Go on counting
stock-inventory-save = Save the inventory
stock-inventory-save-partly = Save all the same
stock-purchases-drafted = { $count ->
    [one] { $count } purchase order is drafted
   *[other] { $count } purchase orders are drafted
}: a manager reads it and sends it at the office.
stock-inventory-saved = { $count ->
    [0] Inventory saved: the book was right
    [one] Inventory saved: { $count } difference to the book
   *[other] Inventory saved: { $count } differences to the book
}
stock-overruled = Counted again or corrected since, and so left: { $names }.
stock-give-up = Give up
stock-give-up-ask = Give this inventory up? What is counted will be forgotten.
stock-give-up-yes = Yes, give up
stock-give-up-no = No, keep it

stock-origin = Where do the goods come from?
stock-origin-about = For a delivery without a purchase order. Say where it comes from: the book keeps it.
stock-origin-words = Origin
stock-origin-supplier = Supplier, without an order
stock-origin-shop = Help from another shop
stock-origin-market = Bought at a store
stock-receipt-what = Choose the ingredients
stock-receipt-which = What came?
stock-receipt-how-much = Enter the quantities
stock-receipt-review = Review
stock-receipt-of = Receipt: { $comment }
stock-receipt-save = Save the receipt
stock-came = Came
stock-price = Price paid for it, without tax
stock-price-unknown = unknown
stock-no-price = no price
stock-received = Receipt saved
stock-received-now = The book has now:

stock-loading = Reading…
stock-orders = Purchase orders expected
stock-orders-none = No purchase order is expected.
stock-transfers = Transfers under way
stock-transfers-none = No transfer is under way to this shop.
stock-sent-today = sent today
stock-sent-yesterday = sent yesterday
stock-sent-days = sent { $days } days ago
stock-loose = Without an order
stock-loose-about = say where the goods come from
stock-way-offline = The server does not answer: neither a purchase order nor a transfer can be received. A delivery can be saved “Without an order”.
stock-order-offline = The server does not answer: this order cannot be received now. What is typed is kept here; wait, or save the delivery without an order.
stock-transfer-offline = The server does not answer: a transfer waits until it is back. What is typed is kept here.
stock-receive-loose = Save without an order
stock-order-about = Type the number of the delivery note, then how much came of each ingredient; zero if nothing did.
stock-order-number = Number of the delivery note
stock-expected = Expected
stock-sent = Sent
stock-more-than-ordered = { $typed }: more than ordered ({ $expected } expected). Confirm once more if it did come.
stock-came-all = All: { $quantity }
stock-came-none = Nothing
stock-price-ordered = the order’s
stock-receipt-more-which = What else came?
stock-receipt-add = Add an ingredient
stock-expected-change = expected { $expected } ({ $change })
stock-sent-change = sent { $expected } ({ $change })
stock-order-whole = All that was expected is here: the purchase order will be closed.
stock-order-part = Some is missing: the rest of the purchase order stays expected.
stock-order-closed = All of it came: the purchase order is closed.
stock-order-goes-on = The rest of the purchase order stays expected.
stock-transfer-from = Transfer from { $from }
stock-transfer-to = Transfer to { $to }
stock-transfer-about = Count what came, one ingredient a screen; zero if nothing did.
stock-why-differs = What came differs from what was sent: why?
stock-why-forgotten = Forgotten at the start
stock-why-spoilt = Spoilt on the way
stock-why-counted = Miscounted at the start
stock-leaving = Which shop does it go to?
stock-leaving-about = What you send leaves this shop’s stock at once; the other shop will say what came.
stock-leaving-nowhere = Choose the shop.
stock-leaving-no-shop = This group has no other shop.
stock-leaving-which = What leaves?
stock-leaves = Quantity sent
stock-leaving-save = Send
stock-sent-off = On its way to { $to }

stock-waste = Waste
stock-waste-which = What is lost?
stock-wasted = Lost
stock-corrected = To correct
stock-correct-less = The book has too much
stock-correct-more = The book has too little
stock-waste-save = Save the waste
stock-correct-save = Correct the book
stock-waste-another = More waste
stock-reason = Why
stock-reason-dropped = Dropped
stock-reason-burnt = Burnt
stock-reason-expired = Expired
stock-reason-spoilt = Spoilt
stock-reason-recount = Counted again
stock-reason-mistyped = Typing mistake
stock-booked = Saved
stock-booked-now = { $name }: { $quantity } left in the book.

stock-warning-low = Running low
stock-warning-out = Will not last until closing time
stock-warning-also = Short soon, too: { $names }
stock-warning-rupture = Count what is left of it
stock-projected = Left to sell
stock-safety = Safety stock
stock-forecast = Expected at closing time

stock-suspend = Suspend a product
stock-suspend-which = Touch a product to take it off sale or to put it back.
stock-on-sale = on sale
stock-run-out = run out, comes back by itself
stock-suspended = suspended by hand
