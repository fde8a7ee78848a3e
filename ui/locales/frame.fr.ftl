# Textes de toutes les fenêtres, en français. Mêmes clés que frame.en.ftl (un test y veille).
# Les espaces devant ; : ! ? % et dans « » sont insécables.

## Cadre
the-group = Le groupe
loading = Chargement…
start-retrying = Nouvel essai dans un instant…
start-change = Changer la connexion
close = Fermer
retry = Réessayer
understood = Compris
wait-none = sans attente
wait-minutes = attente { $minutes } min
connection-online = ● à jour
connection-revoked = ⚠ poste retiré
connection-offline = ⚠ hors ligne
connection-offline-as-of = ⚠ hors ligne · état de { $hour }
journal-waits = { $waits } en attente
journal-put-aside = ⚠ journal endommagé
journal-put-aside-what = Le journal de ce poste était endommagé : il est gardé sous { $file }. Les commandes prises pendant une coupure peuvent manquer : vérifiez les dernières, et prévenez l’assistance.
language-switch = English
theme-dark = Passer en sombre
theme-light = Passer en clair
switch-person = Changer de personne
key-escape = Échap
key-enter = Entrée
key-delete = Suppr
key-space = Espace
key-letters = a…z

## Identification
sign-in-title = Qui est là ?
sign-in-choose = Touchez votre nom
sign-in-nobody = Personne ne peut travailler sur ce poste : demandez à un responsable d’ajouter quelqu’un.
pin-of = { $name }, votre code
pin-label = Chiffres tapés
pin-clear = Effacer
pin-submit = Entrer

## Retiré
revoked-title = Ce poste a été retiré
revoked-waits = { $waits ->
    [one] Une commande prise ici attend sur ce PC : elle partira
   *[other] { $waits } commandes prises ici attendent sur ce PC : elles partiront
} quand il sera inscrit de nouveau. Ne supprimez pas le dossier d’OC Pizza.
revoked-look = Voir ce qui est à l’écran
revoked-looking = Poste retiré : rien ne part plus d’ici. Ce qui est tapé se lit encore.
revoked-back = Revenir
revoked-still = Le serveur refuse toujours ce poste.

## Accord
consent-title = Accord d’un responsable
consent-choose = Qui donne son accord ?
consent-nobody = Aucun responsable n’est enregistré dans ce point de vente.
consent-given = Accord donné
address-by-hand = Pas de complétion pour l’instant : tapez l’adresse à la main.
address-unknown = Aucune adresse connue ne commence ainsi : tapez-la à la main.
address-offered = Adresses proposées
