# First start, in English. Same keys as server.fr.ftl (a test sees to it).

## Connection
server-title = Connection to the server
server-lead = Where is the group’s database? Whoever installed the server knows these.
server-host = Server address
server-host-example = server.example.com, standby.example.com
server-port = Port
server-database = Database
server-user = User
server-password = Password
server-password-known = known to this terminal
server-tls = Encryption
server-tls-usual = Verified (recommended)
server-tls-verify-ca = Authority verified, not the name
server-tls-require = Encrypted, not verified
server-ca-file = Authority’s file
server-ca-file-example = optional: /path/authority.pem
server-shop = Shop of this terminal
server-shop-choose = Choose…
server-test = Test
server-save = Save
server-found = ✓ PostgreSQL { $version }, { $shops ->
    [0] no shop
    [one] { $shops } shop
   *[other] { $shops } shops
}
server-found-empty = ✓ PostgreSQL { $version }, empty database

## Keyring
keyring-title = Keyring
keyring-lead = The server’s password is kept in this terminal’s keyring.
keyring-waiting = Waiting…

## Empty database
prepare-title = Prepare the database
prepare-lead = The database “{ $database }” at { $host } is empty. OC Pizza can make its tables there.
prepare = Prepare the database
preparing = Preparing…

## First shop
first-shop-title = First shop
first-shop-lead = The group has no shop yet. Open the first one, with the person who runs it.
first-shop-name = Name of the shop
first-shop-name-example = OC Pizza Mozart
first-shop-code = Code
first-shop-manager = Manager’s first name
first-shop-pin = Their PIN, 4 to 8 digits
first-shop-pin-again = The same PIN
first-shop-pins-differ = The two PINs are not the same.
first-shop-open = Open the shop
