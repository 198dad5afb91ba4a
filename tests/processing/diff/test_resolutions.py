"""Resolutions: by number and committee, or by issuer, subject and time."""

from __future__ import annotations

import pytest

from processing.diff.fold import fold
from tests.processing.diff.telling import day, observed, resolved

EXECUTIVE, STANDING = "executive_committee", "standing_committee"


def events(*reports, organisation: str = "nam-dinh-1"):
    return fold(observed(*reports, organisation=organisation)).events


@pytest.mark.parametrize("other", ["5-NQ/TU", "05 - NQ/TU", "05-nq/tu"])
def test_a_number_is_one_however_it_is_printed(other):
    (event,) = events(
        resolved("2021-07-30", number="05-NQ/TU"),
        resolved("2021-08-02", None, "b", number=other),
    )
    assert event.key == "rs|nam-dinh-1|2020|5-nq-tu"


def test_numbers_begin_again_with_each_committee():
    assert (
        len(
            events(
                resolved("2016-05-01", number="05-NQ/TU"),
                resolved("2021-07-30", number="05-NQ/TU"),
            )
        )
        == 2
    )


def test_also_with_the_congress_that_follows_a_merger():
    found = events(
        resolved("2025-08-20", number="05-NQ/TU"),
        resolved("2025-12-20", number="05-NQ/TU"),
        organisation="ninh-binh-2",
    )
    assert [event.key for event in found] == [
        "rs|ninh-binh-2|2020/m|5-nq-tu",
        "rs|ninh-binh-2|2025|5-nq-tu",
    ]


def test_those_of_a_council_with_each_year():
    council = {"issuer": "peoples_council"}
    found = events(
        resolved("2021-07-20", number="12/NQ-HĐND", **council),
        resolved("2022-07-20", number="12/NQ-HĐND", **council),
        resolved("2022-07-21", number="30/2022/NQ-HĐND", **council),
        resolved("2023-01-05", "2023-01-05", "b", number="30/2022/NQ-HĐND", **council),
    )
    assert len(found) == 3


def test_the_same_subject_in_other_words_is_one_resolution():
    (event,) = events(
        resolved("2021-07-30", issuer=EXECUTIVE, subject="phát triển du lịch biển"),
        resolved(
            "2021-07-30", None, "b", issuer=EXECUTIVE,
            subject="Nghị quyết về phát triển du lịch biển đến năm 2030",
        ),
    )  # fmt: skip
    assert event.source_count == 2
    issuer, words = event.key.split("|")[-2:]
    assert (issuer, words) == ("~executive_committee", "2030-biển-du-lịch-phát-triển")


def test_other_subjects_issuers_and_times_are_others():
    found = events(
        resolved("2021-07-30", issuer=EXECUTIVE, subject="phát triển du lịch"),
        resolved("2021-07-30", issuer=EXECUTIVE, subject="chuyển đổi số"),
        resolved("2021-07-30", issuer=STANDING, subject="chuyển đổi số"),
        resolved("2022-07-30", issuer=EXECUTIVE, subject="chuyển đổi số"),
    )
    assert len(found) == 4


def test_a_number_learnt_later_joins_and_the_old_key_stays_as_alias():
    adopted = resolved(
        "2021-07-30", issuer=EXECUTIVE, subject="chuyển đổi số toàn diện"
    )
    (before,) = events(adopted)
    issued = resolved(
        "2021-08-15", issuer=EXECUTIVE, number="07-NQ/TU",
        subject="chuyển đổi số", action="issued",
    )  # fmt: skip
    (after,) = events(issued, adopted)
    assert after.key == "rs|nam-dinh-1|2020|7-nq-tu"
    assert after.aliases == (before.key,)
    assert after.fields["aliases"] == [before.key]
    assert (before.state, after.state) == ("adopted", "issued")
    assert after.occurred_on == day("2021-08-15"), "of the issue, not of the adoption"
    assert after.fields["subject"] == "chuyển đổi số toàn diện"


def test_an_unnumbered_one_that_may_be_two_joins_neither():
    found = events(
        resolved("2021-07-30", issuer=EXECUTIVE, subject="chuyển đổi số"),
        resolved("2021-08-01", number="07-NQ/TU", subject="chuyển đổi số ngành y tế"),
        resolved("2021-08-01", number="08-NQ/TU", subject="chuyển đổi số trường học"),
    )
    assert len(found) == 3


def test_one_told_without_subject_is_the_only_one_of_that_meeting():
    (event,) = events(
        resolved("2023-07-11", issuer=EXECUTIVE, subject="đánh giá giữa nhiệm kỳ"),
        resolved("2023-07-11", "2023-07-12", "b", issuer=EXECUTIVE),
    )
    assert event.source_count == 2


def test_two_without_subject_are_one_within_ten_days():
    near = (
        resolved("2023-07-11", issuer=EXECUTIVE),
        resolved("2023-07-21", issuer=EXECUTIVE),
    )
    assert len(events(*near)) == 1
    far = (
        resolved("2023-07-11", issuer=EXECUTIVE),
        resolved("2023-07-22", issuer=EXECUTIVE),
    )
    assert len(events(*far)) == 2


def test_a_congress_passes_one():
    (event,) = events(
        resolved("2020-09-26", issuer="congress", subject="nghị quyết đại hội"),
        resolved("2020-09-26", None, "b", issuer="congress"),
        resolved("2020-09-27", None, "c", issuer="congress", subject="mục tiêu"),
    )
    assert event.source_count == 3


def test_resolutions_of_one_subject_with_two_numbers_stay_two():
    found = events(
        resolved("2021-07-30", number="07-NQ/TU", subject="chuyển đổi số"),
        resolved("2021-07-30", number="08-NQ/TU", subject="chuyển đổi số"),
    )
    assert len(found) == 2


def test_subjects_that_one_article_tells_apart_are_two_resolutions():
    subjects = (
        "tiêu chí đấu thầu lựa chọn nhà đầu tư có sử dụng đất",
        "danh mục khu đất đấu thầu lựa chọn nhà đầu tư có sử dụng đất",
    )
    council = {"issuer": "peoples_council"}
    one_article = [resolved("2025-09-17", subject=s, **council) for s in subjects]
    assert len(events(*one_article)) == 2
    third = resolved(
        "2025-09-17", None, "b", subject="đấu thầu lựa chọn nhà đầu tư", **council
    )
    assert len(events(*one_article, third)) == 2


def test_a_long_subject_does_not_swallow_short_ones():
    found = events(
        resolved("2021-07-20", subject="chính sách hỗ trợ đầu tư trồng rừng sản xuất"),
        resolved("2021-07-20", None, "b", subject="đầu tư công"),
    )
    assert len(found) == 2


def test_undated_sessions_without_a_subject_are_each_their_own():
    """Two pages without a day, "the council passed four resolutions", years apart."""
    pages = [resolved(None, None, paper, issuer="peoples_council") for paper in "abb"]
    found = events(*pages)
    assert [len(event.evidence) for event in found] == [1, 2]
    assert [event.key for event in events(*pages[::-1])] == [e.key for e in found]
