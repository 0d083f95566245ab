"""The addresses of the account's pages, before django-allauth's."""

from django.urls import path

app_name = "account"

urlpatterns: list[object] = []
