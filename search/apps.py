from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from django.core.signals import request_finished
        from django.db.models.signals import post_migrate

        from search import checks, learning, work  # noqa: F401  they register themselves
        from search.knowledge import watch
        from search.models import Pin, StopPhrase, Synonym
        from search.shipped import load_shipped

        watch(Synonym, StopPhrase, Pin)
        request_finished.connect(learning.write_now_and_then, dispatch_uid="search.asked")
        post_migrate.connect(load_shipped, sender=self, dispatch_uid="search.words")
