"""Subscriptions: checked, kept once, ended, and estimated before they are made."""

from __future__ import annotations

from datetime import timedelta

import pytest

from processing.alert import subscriptions as book
from processing.alert.subscriptions import SubscriptionError, Wish
from tests.processing.alert.world import DAY, MORNING, World


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish("an.example.org"), "recipient: 'an.example.org' is no mail address"),
        (Wish("an@example.org\r\nBcc: x@evil.example"), "recipient"),
        (Wish("an@example.org", kinds=["resolutions"]), "mean resolution?"),
        (Wish("an@example.org", kinds=["office_holder"]), "kinds: 'office_holder'"),
        (Wish("an@example.org", kinds=[]), "kinds: none given"),
        (Wish("an@example.org", provinces=["nam-din"]), "did you mean nam-dinh?"),
        (Wish("an@example.org", provinces=["Ninh Binh"]), "did you mean ninh-binh?"),
        (Wish("an@example.org", provinces=["xyz"]), "provinces: 'xyz' is unknown: use"),
        (Wish("an@example.org", provinces=[]), "leave out for all"),
        (Wish("an@example.org", positions=["secretary"]), "party_secretary?"),
        (Wish("an@example.org", min_confidence=90), "a number from 0 to 1"),
        (Wish("an@example.org", min_confidence=float("nan")), "min_confidence"),
        (Wish("an@example.org", frequency="hourly"), "frequency: 'hourly'"),
        (
            Wish("an@example.org", language="fr"),
            "language: 'fr' is unknown: use en, vi",
        ),
    ],
)
def test_a_wrong_subscription_names_field_and_remedy(
    world: World, wish: Wish, words: str
) -> None:
    with pytest.raises(SubscriptionError) as caught:
        book.subscribe(world.engine, wish)

    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert book.active(world.engine) == []


def test_the_same_wish_twice_is_one_subscription(world: World) -> None:
    wish = Wish("An@Example.ORG", provinces=["nam-dinh"], note="vì\nsao")

    first = book.subscribe(world.engine, wish)

    assert book.subscribe(world.engine, wish) == first
    [kept] = book.active(world.engine)
    assert (kept.id, kept.recipient, kept.note) == (first, "an@example.org", "vì sao")
    assert kept.kinds == ["resolution"]
    assert kept.provinces == ["nam-dinh"]
    assert kept.min_confidence == 0.5


def test_ending_a_subscription(world: World) -> None:
    number = book.subscribe(world.engine, Wish("an@example.org"))

    book.unsubscribe(world.engine, number)

    assert book.active(world.engine) == []
    with pytest.raises(SubscriptionError, match=f"no active subscription {number}"):
        book.unsubscribe(world.engine, number)
    assert book.subscribe(world.engine, Wish("an@example.org")) != number


def test_a_new_installation_tells_its_operator_of_resolutions(world: World) -> None:
    for _ in range(2):
        book.ensure_default(world.engine, "Trực ban <op@localhost>")

    [kept] = book.active(world.engine)
    assert kept.recipient == "op@localhost"
    assert kept.kinds == ["resolution"]
    assert kept.provinces is None

    book.unsubscribe(world.engine, kept.id)
    book.ensure_default(world.engine, "op@localhost")
    assert book.active(world.engine) == [], "who unsubscribed stays unsubscribed"


def test_estimate_counts_days_with_news_a_week(world: World) -> None:
    run = world.run()
    today = MORNING.date()
    days = [7, 7, 21, 35, 70, 400]
    for ago in days:
        world.event(run, occurred_on=today - timedelta(days=ago), status="baseline")
    world.event(run, occurred_on=today - DAY, organisation_id="hue-1")
    world.event(run, occurred_on=today - 2 * DAY, status="rejected")
    world.leader(run, occurred_on=today - 3 * DAY)

    wish = Wish("an@example.org", provinces=["ha-nam"])

    # Known since ten weeks; four days of them bring news of what Hà Nam became.
    assert book.estimate(world.engine, wish, MORNING) == pytest.approx(0.4)
    assert book.estimate(world.engine, Wish("an@example.org"), MORNING) == 0.5
    assert book.active(world.engine) == []


def test_estimate_of_an_empty_store_is_nothing(world: World) -> None:
    assert book.estimate(world.engine, Wish("an@example.org"), MORNING) is None
