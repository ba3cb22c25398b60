"""The editor's side of a form: how its parts are built in the admin."""
