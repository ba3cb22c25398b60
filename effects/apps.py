from django.apps import AppConfig


class EffectsConfig(AppConfig):
    name = "effects"
    label = "effects"
    verbose_name = "Effects"
