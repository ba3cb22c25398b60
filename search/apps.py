from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from search import checks, work  # noqa: F401  they register themselves
        from search.knowledge import watch
        from search.models import Pin, StopPhrase, Synonym
        from search.shipped import load_shipped

        watch(Synonym, StopPhrase, Pin)
        post_migrate.connect(load_shipped, sender=self, dispatch_uid="search.words")
