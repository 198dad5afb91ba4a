"""What the subject of a mail names, and what a mail leaves out."""

from __future__ import annotations

import re

from sqlalchemy import text as sql

from tests.processing.alert.conftest import Tell
from tests.processing.alert.mailroom import Mailroom, html_of, text_of
from tests.processing.alert.page import squeezed
from tests.processing.alert.world import World


def test_who_comes_stands_before_who_stays_and_every_province_in_the_subject(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    stays = {"direction": "continued", "change": "re_elected"}
    world.leader(
        run, "Hà Văn Bách", fields=stays, organisation_id="an-giang-2",
        province="an-giang",
    )  # fmt: skip
    for phase in ("result", "closing"):
        fields = {"phase": phase, "term": "2025-2030", "number": phase}
        world.event(
            run,
            "congress",
            fields=fields,
            organisation_id="an-giang-2",
            province="an-giang",
        )
    world.leader(run, "Mai Đình Phúc")
    world.event(run, "midterm_review", organisation_id="ca-mau-2", province="ca-mau")

    tell(run)

    assert mailroom.only()["Subject"] == (
        "Ninh Bình: tân Bí thư Tỉnh ủy Mai Đình Phúc. An Giang: Hà Văn Bách tiếp tục"
        " làm Bí thư Tỉnh ủy. Cà Mau: sơ kết giữa nhiệm kỳ; và 2 tin khác"
    )


def test_provinces_for_which_the_subject_has_no_room_are_named_at_its_end(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber(language="en")
    run = world.run()
    world.leader(run, "Mai Đình Phúc")
    long = {"fields": {"position": "organisation_commission_head"}}
    for slug in ("an-giang", "ca-mau", "dong-nai", "tay-ninh", "vinh-long", "lam-dong"):
        of = {"organisation_id": f"{slug}-2", "province": slug}
        world.leader(run, f"Nguyễn Thị {slug.title()} Hằng", **long, **of)

    tell(run)

    subject = mailroom.only()["Subject"]
    assert subject.startswith("Ninh Bình: Mai Đình Phúc new Secretary of the Prov")
    assert subject.endswith(
        "and 6 more (An Giang, Cà Mau, Lâm Đồng, Tây Ninh, Vĩnh Long, …)"
    )
    assert len(subject) <= 140


def test_a_long_mail_is_capped_and_never_split(
    world: World, mailroom: Mailroom, tell: Tell
) -> None:
    world.subscriber()
    run = world.run()
    for _ in range(70):
        world.event(run, proofs=[])
    world.leader(run, proofs=[])

    assert tell(run).sent == 71

    mail = mailroom.only()
    assert html_of(mail).count('class="card ') == 60
    assert "Nguyễn Văn An" in mail["Subject"]
    assert "70 nghị quyết mới" in mail["Subject"]
    for body in (text_of(mail), html_of(mail)):
        assert "và 11 tin nữa không in ở đây: 11 nghị quyết mới" in body
        assert "dangbo events" in body
        query = re.search(r"SELECT .* FROM dashboard.events .*\)", squeezed(body))
        with world.engine.connect() as connection:
            left = connection.execute(sql(query.group())).all()
        assert len(left) == 11
    assert {row.status for row in world.alerts()} == {"sent"}
