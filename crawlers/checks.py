"""Reasons for which a crawl passes something over, where health counts them."""

from __future__ import annotations

UNCHANGED = "page unchanged since last time"
WALLS = {
    "a captcha",
    "a login page",
    "an empty page",
    "an anti-robot page that sets a cookie or moves on by script",
    "a refusal by the site's firewall",
}
