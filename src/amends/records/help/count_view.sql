-- Tables: article_views.
insert into article_views as counted (slug, views) values (%(slug)s, 1)
on conflict (slug) do update set views = counted.views + 1
