# Texts of the office's section of stock, in English. The same keys as stockroom.fr.ftl (a test sees to it).

stock-way = Stock
stock-lead = What each shop has, what moves, and what was counted.
stock-pages = Pages of stock
stock-levels = Levels
stock-movements = Movements
stock-inventories = Inventories
stock-no-shop = No shop can be seen from here.

## Saving a table
table-save = Save as CSV
table-saving = Preparing…
table-save-about = A file for spreadsheets, in your downloads
table-saved = Saved: { $path }

## Levels
levels-which = Ingredients shown
levels-any = All · { $count }
levels-low = Below safety · { $count }
levels-running-out = Short tonight · { $count }
levels-search = Name of an ingredient
levels-empty = This shop keeps no ingredient yet.
levels-none-found = No ingredient fits. Change the filter or the search.
level-name = Ingredient
level-unit = Unit
level-on-hand = On hand
level-reserved = Reserved
level-projected = Projected
level-safety = Safety
level-forecast = End of service
level-days = Lasts
level-expected = Expected
level-cost = Mean cost, no VAT
level-state = State
level-out = ✕ used up
level-low = ⚠ below safety
level-running-out = ◔ short tonight
level-fine = ✓ enough
level-days-left = { $count ->
    [0] < 1 day
    [one] { $count } day
   *[other] { $count } days
}

## Safety stock
safety-change = Change the safety stock: { $name }
safety-title = Safety stock: { $name }
safety-known = Safety stock now
safety-wanted = New safety stock
safety-example = 1.5 kg, 750 g, 12 pieces
safety-about = At this level or below, the shop’s managers are warned.
safety-save = Save
safety-saving = Saving…
safety-keep = Keep
safety-again = Read again
safety-done = { $name }: the safety stock is { $safety } now.

## One ingredient
ingredient-back = Levels
ingredient-view = What is shown
ingredient-chart = Chart
ingredient-days = Day by day
chart-label = { $name }, level over 28 days: { $before } at first, { $now } now. { $left }
chart-safety = Safety { $safety }
chart-days-left = { $count ->
    [0] At the pace of the last 28 days, it lasts less than a day.
    [one] At the pace of the last 28 days, it lasts { $count } day.
   *[other] At the pace of the last 28 days, it lasts { $count } days.
}
chart-to-come = Dotted: what is to come at that pace.
chart-no-pace = None of it was used in the last 28 days.
course-day = Day
course-came = In
course-left = Out
course-reckoned = Counts and corrections
course-end = At its end
course-empty = Nothing moved in the last 28 days.

## Movements
movements-ingredient = Ingredient shown
movements-every-ingredient = Every ingredient
movements-cause = Cause shown
movements-every-cause = Every cause
movements-empty = Nothing has moved in this shop yet.
movements-none-found = No movement fits. Change the filters.
movement-when = When
movement-cause = Cause
movement-quantity = Quantity
movement-who = By
movement-about = Order or reason
movement-order = Order
movement-reason = Reason
movement-by-program = the program

## Inventories
inventories-empty = No inventory was made yet. One is begun in the kitchen, by the button “Inventory”.
inventory-began = Begun
inventory-by = By
inventory-state = State
inventory-ended = Ended
inventory-counted-head = Counted
inventory-listed-head = To count
inventory-counted = { $counted } of { $listed }
inventory-differences-head = Differences
inventory-differences = { $missing } missing, { $over } over
inventory-no-difference = no difference
inventory-missing = Missing
inventory-over = Over
inventory-value = Value
inventory-unknown = { $count } without a known cost
inventory-unknown-head = Without a known cost
inventory-saved = ✓ saved
inventory-under-way = ◐ under way
inventory-given-up = ✕ given up
inventory-title = Inventory of { $began }, by { $who }
inventory-back = Inventories
inventory-nothing = Nothing has been counted yet.
inventory-uncounted = { $count ->
    [one] Not counted: { $names }.
   *[other] Not counted ({ $count }): { $names }.
}
count-counted = Counted
count-theoretical = Theoretical
count-difference = Difference
count-fate = Outcome
count-right = ✓ right
count-written = difference written
count-overruled = counted again since
count-waiting = not written
