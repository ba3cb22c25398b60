from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "effects"
    label = "effects"
    verbose_name = "Effects"

    def ready(self) -> None:
        from effects import checks, work  # noqa: F401  registers checks and handlers of this room
