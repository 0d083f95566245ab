"""The table of Django's database cache: how often somebody tried to sign in, across every web process.

Its form is what Django's `createcachetable` makes.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                "create table cache (cache_key varchar(255) primary key, value text not null, "
                "expires timestamptz not null)",
                "create index cache_expires on cache (expires)",
            ],
            "drop table cache",
        )
    ]
