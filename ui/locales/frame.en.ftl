# Texts of every window, in English. The same keys as frame.fr.ftl (a test sees to it).

## Frame
the-group = The group
loading = Loading…
start-retrying = Trying again in a moment…
start-change = Change the connection
close = Close
retry = Try again
understood = Understood
wait-none = no wait
wait-minutes = wait { $minutes } min
connection-online = ● up to date
connection-revoked = ⚠ revoked terminal
connection-offline = ⚠ offline
connection-offline-as-of = ⚠ offline · as of { $hour }
journal-waits = { $waits } waiting
journal-put-aside = ⚠ damaged journal
journal-put-aside-what = The journal of this terminal was damaged: it is kept as { $file }. Orders taken while the server was away may be missing: check the last ones, and tell support.
language-switch = Français
theme-dark = Switch to dark
theme-light = Switch to light
switch-person = Switch person
key-escape = Esc
key-enter = Enter
key-delete = Delete
key-space = Space
key-letters = a…z

## Sign-in
sign-in-title = Who is there?
sign-in-choose = Tap your name
sign-in-nobody = Nobody can work at this terminal: ask a manager to add somebody.
pin-of = { $name }, your PIN
pin-label = Digits typed
pin-clear = Clear
pin-submit = Enter

## Revoked
revoked-title = This terminal was revoked
revoked-waits = { $waits ->
    [one] One order taken here waits on this PC: it will be sent
   *[other] { $waits } orders taken here wait on this PC: they will be sent
} when it is enrolled again. Do not remove OC Pizza’s folder.
revoked-look = See what is on the screen
revoked-looking = Revoked terminal: nothing is sent from here any more. What was typed can still be read.
revoked-back = Back
revoked-still = The server still refuses this terminal.

## Consent
consent-title = A manager’s consent
consent-choose = Who gives consent?
consent-nobody = No manager is registered in this shop.
consent-given = Consent given
address-by-hand = No completion for now: type the address by hand.
address-unknown = No known address begins so: type it by hand.
address-offered = Addresses offered
