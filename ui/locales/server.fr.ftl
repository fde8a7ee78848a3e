# Premier démarrage, en français. Mêmes clés que server.en.ftl (un test y veille).

## Connexion
server-title = Connexion au serveur
server-lead = Où se trouve la base de données du groupe ? Ces indications viennent de la personne qui a installé le serveur.
server-host = Adresse du serveur
server-host-example = serveur.exemple.fr, secours.exemple.fr
server-port = Port
server-database = Base de données
server-user = Utilisateur
server-password = Mot de passe
server-password-known = connu de ce poste
server-tls = Chiffrement
server-tls-usual = Vérifié (recommandé)
server-tls-verify-ca = Autorité vérifiée, pas le nom
server-tls-require = Chiffré sans vérifier
server-ca-file = Fichier de l’autorité
server-ca-file-example = facultatif : /chemin/autorite.pem
server-shop = Magasin de ce poste
server-shop-choose = Choisir…
server-test = Tester
server-save = Enregistrer
server-found = ✓ PostgreSQL { $version }, { $shops ->
    [0] aucun magasin
    [one] { $shops } magasin
   *[other] { $shops } magasins
}
server-found-empty = ✓ PostgreSQL { $version }, base vide

## Trousseau
keyring-title = Trousseau de clés
keyring-lead = Le mot de passe du serveur est gardé dans le trousseau de clés de ce poste.
keyring-waiting = En attente…

## Base vide
prepare-title = Préparer la base
prepare-lead = La base « { $database } » de { $host } est vide. OC Pizza peut y créer ses tables.
prepare = Préparer la base
preparing = Préparation…

## Premier magasin
first-shop-title = Premier magasin
first-shop-lead = Le groupe n’a pas encore de magasin. Ouvrez le premier, avec la personne qui en est responsable.
first-shop-name = Nom du magasin
first-shop-name-example = OC Pizza Mozart
first-shop-code = Code
first-shop-manager = Prénom du responsable
first-shop-pin = Son code, 4 à 8 chiffres
first-shop-pin-again = Le même code
first-shop-pins-differ = Les deux codes ne sont pas les mêmes.
first-shop-open = Ouvrir le magasin
