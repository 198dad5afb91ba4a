"""`dangbo subscribe` and `dangbo alert --dead`, as a user types them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from dangbo.cli.main import cli
from processing.alert import subscriptions as book
from tests.processing.alert.world import World


@pytest.fixture
def world(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> World:
    """A store that the command is configured for."""
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    return World(engine)


def dangbo(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(cli, arguments, input=answer)


def test_subscribing_asks_after_it_has_said_what_it_means(world: World) -> None:
    world.leader(world.run(), "Lê Văn Cường")
    asked = (
        "subscribe", "an@example.org", "--province", "nam-dinh",
        "--person", "Lê Văn Cưởng", "--frequency", "weekly",
    )  # fmt: skip

    refused = dangbo(*asked, answer="n\n")

    assert refused.exit_code == 1
    said = refused.output
    assert "part of ninh-binh (Ninh Bình) now" in said
    assert "did you mean Lê Văn Cường?" in said
    assert said.index("mails a week") < said.index("subscribe?")
    assert book.active(world.engine) == []

    assert "subscription 1 made" in dangbo(*asked, "--yes").output
    [kept] = book.active(world.engine)
    assert (kept.kinds, kept.frequency) == (["leadership_change"], "weekly")
    [shown] = json.loads(dangbo("subscriptions", "--format", "json").output)
    assert shown["persons"] == ["Lê Văn Cưởng"]


def test_who_subscribes_first_takes_nothing_from_the_operator(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANGBO_OPERATOR", "Trực ban <op@example.org>")
    said = dangbo("subscribe", "an@example.org", "--kind", "congress", "--yes").output
    assert "no event of the last year" in said
    kept = {one.recipient: one.kinds for one in book.active(world.engine)}
    assert kept == {"op@example.org": ["resolution"], "an@example.org": ["congress"]}


@pytest.mark.parametrize("address", ["op@example.org", "nobody"])
def test_an_upgrade_subscribes_the_operator_of_a_new_store(
    world: World, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DANGBO_OPERATOR", address)
    done = dangbo("db", "upgrade")
    assert done.exit_code == 0
    made = [one.recipient for one in book.active(world.engine)]
    assert made == (["op@example.org"] if address != "nobody" else [])
    assert ("DANGBO_OPERATOR: " in done.output) is (address == "nobody")


def test_an_unknown_kind_of_event_is_refused(world: World) -> None:
    done = dangbo("events", "--kind", "leadership")
    assert done.exit_code == 2
    assert "leadership_change" in done.output


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["an.example.org"], "recipient: 'an.example.org' is no mail address"),
        (["an@example.org", "--kind", "decree"], "kinds: 'decree' is unknown"),
        (["an@example.org", "--province", "nam-din"], "did you mean nam-dinh?"),
        (["an@example.org", "--person", "An"], "persons: 'An' is no full name"),
        (["an@example.org", "--person", "<b> x"], "persons: '<b> x' is no full name"),
    ],
)
def test_a_wrong_wish_is_one_line_and_changes_nothing(
    world: World, arguments: list[str], line: str
) -> None:
    result = dangbo("subscribe", *arguments, "--yes")

    assert isinstance(result.exception, book.SubscriptionError)
    assert line in str(result.exception)
    assert "\n" not in str(result.exception)
    assert book.active(world.engine) == []


def test_dead_letters_are_shown_and_revived(world: World) -> None:
    number = world.subscriber()
    run = world.run()
    world.add(
        "alert", event_id=world.event(run), recipient="an@example.org", state="issued",
        subscription_ids=[number], run_id=run, status="dead", attempts=3,
        last_error="550 no such user",
    )  # fmt: skip

    assert "550 no such user" in dangbo("alert", "--dead").output
    [dead] = json.loads(dangbo("alert", "--dead", "--format", "json").output)
    assert (dead["recipient"], dead["province"]) == ("an@example.org", "ninh-binh")
    assert "0 alerts" in dangbo("alert", "--revive", "binh@example.org").output
    assert "1 alerts" in dangbo("alert", "--revive", "An@example.org").output

    assert dangbo("alert", "--dead", "--format", "json").output.strip() == "[]"
    [row] = world.alerts()
    assert (row.status, row.attempts) == ("pending", 0)
    told = dangbo("alert", "--waiting").output
    assert "SMTP_URL is not set; the mails wait" in told
    assert dangbo("alert", "--dead", "--waiting").exit_code == 2


def test_a_webhook_gets_its_key_and_is_listed_without_its_path(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://hooks.example/t0ken"
    unsigned = dangbo("subscribe", url, "--yes")
    assert unsigned.exit_code == 1
    assert "DANGBO_SECRET is not set" in str(unsigned.exception)
    monkeypatch.setenv("DANGBO_SECRET", "only for the tests, of course: 40 letters")
    private = dangbo("subscribe", "https://127.0.0.1/t0ken", "--yes")
    assert "127.0.0.1 is a private address" in str(private.exception)
    made = dangbo("subscribe", url, "--yes")
    assert "signing key: whsec_" in made.output
    listed = dangbo("subscriptions", "--format", "json")
    assert "https://hooks.example/…" in listed.output
    for done in (unsigned, private, made, listed):
        assert "t0ken" not in f"{done.output} {done.exception}"


def test_a_notice_that_was_given_up_is_a_dead_letter_too(world: World) -> None:
    world.add(
        "alert", outage_id=world.outage(), recipient="an@example.org", state="out",
        subscription_ids=[world.subscriber()], status="dead", attempts=3,
    )  # fmt: skip
    [dead] = json.loads(dangbo("alert", "--dead", "--format", "json").output)
    assert (dead["kind"], dead["state"], dead["event_id"]) == ("outage", "out", None)
