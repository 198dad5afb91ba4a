"""A paper changes its layout overnight: the doctor says what broke, and a remedy."""

from __future__ import annotations

import json
from typing import Any

from tests.dangbo.paper import ORDINARY, Newsroom, address, listing, source

DAY_1, DAY_2 = "2023-07-11T05:30", "2023-07-13T05:30"
OLD = """<html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body>
<div id="contentNews"><h1>{title}</h1><div class="pubdate">{day} - 07:30</div>
<h4 class="sapo">{lead}</h4><div class="singular-content">{body}</div></div></body>
</html>"""
NEW = """<html lang="vi"><head><meta charset="utf-8"><title>{title}</title>
<meta name="description" content="{lead}"></head><body><main>
<header class="head"><h1 class="headline">{title}</h1>
<p class="teaser-text">{lead}</p></header><section class="story-text">{body}</section>
</main></body></html>"""
LEAD = "Sáng nay, tổ hợp tác số {n} ở xã ven sông mở rộng thêm vùng trồng rau an toàn."


def page(layout: str, number: int, day: str) -> str:
    body = "".join(f"<p>{line.format(n=number)}</p>" for line in ORDINARY * 2)
    title = f"Tổ hợp tác số {number} mở rộng vùng rau an toàn"
    return layout.format(title=title, day=day, lead=LEAD.format(n=number), body=body)


def prints(newsroom: Newsroom, layout: str, numbers: range, day: str) -> None:
    newsroom.site.page("/tin/", listing([address(n) for n in numbers]))
    for number in numbers:
        newsroom.site.page(address(number), page(layout, number, day))


def asked(newsroom: Newsroom, *options: str) -> tuple[int, dict[str, Any]]:
    done = newsroom.call("sources", "doctor", "paper", *options, "--format", "json")
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    return done.returncode, {one["field"]: one for one in told["findings"]}


def test_a_layout_that_changed_overnight_is_diagnosed(newsroom: Newsroom) -> None:
    newsroom.watches(source("paper", newsroom.site.url, "/tin/"))
    nothing = newsroom.call("sources", "doctor", "paper", "--offline")
    assert nothing.returncode == 1
    assert "no article of paper in the archive" in nothing.stderr

    prints(newsroom, OLD, range(1, 4), "10/07/2023")
    newsroom.call("crawl", "--as-of", DAY_1)
    code, healthy = asked(newsroom, "--offline")
    assert code == 0, healthy
    assert {healthy[name]["state"] for name in ("title", "lead", "body")} == {"works"}

    prints(newsroom, NEW, range(1, 7), "12/07/2023")
    newsroom.call("crawl", "--as-of", DAY_2)
    for options in (["--offline"], []):
        code, found = asked(newsroom, *options)
        assert code == 1
        date, lead, body = found["date"], found["lead"], found["body"]
        assert (date["state"], date["selector"]) == ("broken", ".pubdate")
        assert date["then"] == "10/07/2023 - 07:30"
        assert date["seen_on"].endswith("of 2023-07-11")
        assert date["now"] is None
        assert (lead["state"], lead["proposed"]) == ("strayed", "p.teaser-text")
        assert lead["then"].startswith("Sáng nay, tổ hợp tác số")
        assert (body["state"], body["proposed"]) == ("strayed", "section.story-text")
        # It never had a selector, and is found all the same.
        assert (found["title"]["state"], found["title"]["selector"]) == ("works", None)
