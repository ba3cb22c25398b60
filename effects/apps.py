from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "effects"
    label = "effects"
    verbose_name = "Effects"

    def ready(self) -> None:
        from effects import work  # noqa: F401  registers the handlers of this room
