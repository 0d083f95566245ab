"""How much evidence is taken."""

import pytest

from amends.core.evidence.limits import (
    EmptyFile,
    FileTooLarge,
    Limits,
    TooManyFiles,
    TooManyPixels,
    TotalTooLarge,
    check_count,
    check_pixels,
    check_size,
    check_total,
    human_size,
)
from amends.core.refusals import Refusal

MB = 1024 * 1024
LIMITS = Limits()


def test_thirty_files_at_once_are_refused_and_twenty_are_not() -> None:
    check_count(LIMITS, already=0, adding=20)
    with pytest.raises(TooManyFiles) as refused:
        check_count(LIMITS, already=0, adding=30)
    assert (refused.value.code, refused.value.facts) == ("evidence.too_many_files", {"actual": 30, "limit": 20})
    with pytest.raises(TooManyFiles, match="That would be 21 files; a dispute takes up to 20"):
        check_count(LIMITS, already=20, adding=1)


def test_a_file_of_fifty_megabytes_is_refused() -> None:
    check_size(LIMITS, name="a.mp4", size=20 * MB)
    with pytest.raises(FileTooLarge) as refused:
        check_size(LIMITS, name="a.mp4", size=50 * MB)
    assert refused.value.code == "evidence.file_too_large"
    assert refused.value.facts == {"name": "a.mp4", "actual": 50 * MB, "limit": 20 * MB}
    with pytest.raises(FileTooLarge, match=r"“a.mp4” is 20.1 MB; one file may have up to 20 MB"):
        check_size(LIMITS, name="a.mp4", size=20 * MB + 1)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EmptyFile) as refused:
        check_size(LIMITS, name="a.jpg", size=0)
    assert (refused.value.code, refused.value.facts) == ("evidence.empty_file", {"name": "a.jpg"})
    check_size(LIMITS, name="a.jpg", size=1)


def test_all_files_together_have_a_limit() -> None:
    check_total(LIMITS, name="b.mov", already=80 * MB, adding=20 * MB)
    with pytest.raises(TotalTooLarge) as refused:
        check_total(LIMITS, name="b.mov", already=90 * MB, adding=15 * MB)
    assert refused.value.code == "evidence.total_too_large"
    assert refused.value.facts == {"name": "b.mov", "actual": 105 * MB, "limit": 100 * MB}
    assert refused.value.said == {"name": "b.mov", "actual": "105 MB", "limit": "100 MB"}


def test_a_picture_may_have_so_many_pixels() -> None:
    check_pixels(LIMITS, name="c.jpg", width=8192, height=6144)
    check_pixels(Limits(max_pixels=100), name="c.jpg", width=10, height=10)
    with pytest.raises(TooManyPixels) as refused:
        check_pixels(LIMITS, name="c.jpg", width=50_000, height=50_000)
    assert refused.value.code == "evidence.too_many_pixels"
    assert refused.value.said == {"name": "c.jpg", "actual": "50000 × 50000", "limit": "52"}
    assert refused.value.facts == {"name": "c.jpg", "actual": 2_500_000_000, "limit": 52_000_000}
    assert refused.value.words() == "“c.jpg” has 50000 × 50000 pixels; up to 52 megapixels are taken."


@pytest.mark.parametrize(
    ("size", "cut", "up"),
    [
        (0, "0 bytes", "0 bytes"),
        (1023, "1023 bytes", "1023 bytes"),
        (1024, "1 KB", "1 KB"),
        (1025, "1 KB", "1.1 KB"),
        (20 * MB, "20 MB", "20 MB"),
        (20 * MB + 1, "20 MB", "20.1 MB"),
        (3 * MB + 419_430, "3.3 MB", "3.4 MB"),
        (10 * MB + 524_288, "10.5 MB", "10.5 MB"),
    ],
)
def test_sizes_are_written_for_people(size: int, cut: str, up: str) -> None:
    assert (human_size(size), human_size(size, up=True)) == (cut, up)


@pytest.mark.parametrize("refusal", [EmptyFile, FileTooLarge, TooManyFiles, TotalTooLarge, TooManyPixels])
def test_each_refusal_points_at_the_evidence_field(refusal: type[Refusal]) -> None:
    assert (refusal.kind, refusal.field) == ("invalid", "evidence")
