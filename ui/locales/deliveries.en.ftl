# The texts of the deliveries, in English. The same keys as deliveries.fr.ftl (a test sees to it).

deliveries-title = Deliveries
deliveries-back = Back to the counter
deliveries-loading = The deliveries are coming…
deliveries-old = { $why } As of { $hour }.
deliveries-training = Training: no run leaves and no text message is sent.
deliveries-ready = To be delivered ({ $count })
deliveries-out = On a run ({ $count })
deliveries-empty = No delivery is ready. An order to be delivered shows up here as soon as the kitchen is done with it.

## To be delivered
delivery-pizzas = { $count ->
    [0] no pizza
    [one] 1 pizza
   *[other] { $count } pizzas
}
delivery-no-name = No name
delivery-no-address = no address
delivery-no-position = address without a position: not on the map
delivery-due = { $due } due
delivery-paid = paid
delivery-late = ⚠ { $minutes } min late
delivery-again = Deliver again
delivery-came-back = { $why } ({ $driver }, { $hour })

## Map
map-label = Map of the deliveries
map-nearer = Zoom in
map-farther = Zoom out
map-fit = Show all
map-keys = ← → ↑ ↓: from one order to another · Enter: pick it, or leave it
map-no-shop = Where the shop is is not known: a manager enters it at the office.
mark-promised = promised for { $hour }
mark-late = late, promised for { $hour }
mark-out = with { $driver }, expected at about { $hour }

## The run
round-title = New run
round-none = Take all out
round-empty = Tap the deliveries to take along, in the list or on the map.
round-nothing = Nothing to take along for now. You can say already which drivers are here.
round-best = Best round
round-planning = Working the round out…
round-minutes = { $minutes } min in all, back at about { $hour }
round-estimate = about { $minutes } min in all, back at about { $hour } (estimate)
round-too-many = A run has { $most } orders at most: take some out.
stop-late = after the promise
stop-earlier = { $number } earlier
stop-later = { $number } later
stop-drop = Take { $number } out

drivers-title = Drivers
drivers-empty = No driver in this shop. A manager adds them at the office.
driver-here = here
driver-absent = not here
driver-out = on a run, back at about { $hour }
driver-no-phone = no number: no text message
driver-comes = Is here
driver-leaves = Goes home

float-label = Float taken along
send = Send
send-who = Send { $driver }
send-no-round = Work the round out first.
send-no-driver = Choose the driver.
send-driver-away = This driver is not here any more: choose somebody else.
send-no-float = Type the float taken along, 0 for none. Example: 30.00
send-unknown = Nobody knows whether it is done. Try again: nothing is done twice.
sent-left = { $driver } left at { $hour } with { $numbers }.
sent-driver-told = The driver gets a text message for each order.
sent-driver-not-told = No text message for { $driver }: tell the addresses yourself.
sent-customers-told = { $count ->
    [0] No customer is told.
    [one] One customer is told.
   *[other] { $count } customers are told.
}
picked-gone = { $count ->
    [one] { $numbers } is not to be delivered any more, or goes with somebody else: taken out of the run.
   *[other] { $numbers } are not to be delivered any more, or go with somebody else: taken out of the run.
}

## Under way and back
runs-empty = No run. Drivers that were sent show up here until they are back.
run-times = left at { $left }, back at about { $back }
run-times-estimate = left at { $left }, back at about { $back } (estimate)
run-late = due back
run-back = Back
message-to-check = message to check
message-not-gone = message not gone
back-title = { $driver } is back
back-later = Later
stop-take = Take { $due }
stop-delivered = Delivered
stop-delivered-unpaid = Delivered, unpaid
stop-failed = Not delivered…
fail-title = { $number } was not delivered
fail-why = Why
fail-note = In a few words
fail-confirm = The order comes back
fail-about = It goes back to the list: to be delivered again, or cancelled by a manager at the counter.

cash-title = Money brought back
cash-float = Float taken along
cash-taken = Taken in cash
cash-owed = To bring back
cash-counted = Counted
cash-all-there = All there
cash-right = all there
cash-missing = { $amount } missing
cash-too-much = { $amount } too much
end-run = Settle the run
end-not-counted = Count what the driver brings.
end-still-out = { $count ->
    [one] Say first what became of the order on its way.
   *[other] Say first what became of the { $count } orders on their way.
}
end-unpaid = Settle all the same
ended-run = { $driver }’s run is settled.

past-open = Runs that are over
past-title = Runs that are over
past-empty = No run is over. A run that is settled shows up here, with its difference.
past-times = { $day }, left at { $left }, settled at { $back } by { $by }
past-cash = to bring { $owed }, counted { $counted }
