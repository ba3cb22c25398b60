"""The watch over dates: what is to be said when (`marks`, pure), of which dossier (`looking`), by the worker
(`duty`), to which officers (`digests`), and why a dossier is late (`lateness`)."""
