"""Articles' counts."""

from django.db import models
from django.db.models import Q


class ArticleViews(models.Model):
    """How often the article called `slug` was read. Changed in SQL only (count_view.sql)."""

    slug = models.SlugField(primary_key=True, max_length=80)
    views = models.BigIntegerField(db_default=0)

    class Meta:
        db_table = "article_views"
        constraints = (models.CheckConstraint(name="article_views_counted", condition=Q(views__gte=0)),)
