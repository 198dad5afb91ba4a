"""Events as JSON, for programs that are told of them."""

from __future__ import annotations

from typing import Any

from processing.alert import headline
from processing.alert.compose import compose_view
from processing.alert.facts import Facts, Outage, Proof, Story
from processing.alert.order import bundled
from processing.alert.words import Words, load_words
from processing.text.safe import safe_link

# Of a letter with events, and of one that tells only what did not come.
TYPE, OF_OUTAGES = "events.told", "outages.told"


def payload(facts: Facts, language: str) -> dict[str, Any]:
    """Return what a webhook posts, ready for JSON; titles are in ``language``."""
    words = load_words(language)
    bundles = bundled(facts.stories)
    return {
        "type": TYPE if bundles else OF_OUTAGES,
        "timestamp": facts.as_of.isoformat(),
        "data": {
            "subject": compose_view(facts, language).subject,
            "language": language,
            "subscriptions": [reason.subscription_id for reason in facts.reasons],
            "unsubscribe_url": facts.unsubscribe_url,
            "events": [_event(s, words) for bundle in bundles for s in bundle.stories],
            "outages": [_outage(outage) for outage in facts.outages],
        },
    }


def _outage(outage: Outage) -> dict[str, Any]:
    return {
        "outage_id": outage.number,
        "cause": outage.cause,
        "since": outage.since.isoformat(),
        "ended_at": outage.ended_at and outage.ended_at.isoformat(),
        "source": outage.source,
        "province": outage.slug,
        "province_name": outage.province,
    }


def _event(story: Story, words: Words) -> dict[str, Any]:
    on, after = story.occurred_on, story.occurred_after
    return {
        "event_id": story.event_id,
        "kind": story.kind.value,
        "state": story.state,
        "is_withdrawn": story.is_withdrawn,
        "is_update": story.told_on is not None,
        "title": headline.title(story, words),
        "province": story.slug,
        "province_name": story.province,
        "occurred_on": on and on.isoformat(),
        "occurred_after": after and after.isoformat(),
        "fields": dict(story.fields),
        "confidence": story.confidence,
        "source_count": story.source_count,
        "evidence": [_proof(proof) for proof in story.proofs],
    }


def _proof(proof: Proof) -> dict[str, Any]:
    return {
        "role": proof.role,
        "quote": proof.quote,
        "title": proof.title,
        "url": safe_link(proof.url),
        "source": proof.source,
        "published_at": proof.published_at and proof.published_at.isoformat(),
    }
