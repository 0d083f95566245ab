from amends.records.help.queries import views_of
from amends.usecases.help.count_view import CountView, count_view
from tests.makers.at_once import at_once


def test_counts_at_the_same_moment_are_all_counted(committed_db: None) -> None:
    at_once(*[lambda: count_view(ask=CountView("contact"))] * 8)
    assert views_of("contact") == 8
