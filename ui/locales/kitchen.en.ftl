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
