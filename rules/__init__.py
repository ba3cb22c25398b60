"""The one rule language: conditions an editor builds with menus, evaluated on the server only. Pure."""
