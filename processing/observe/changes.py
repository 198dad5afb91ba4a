"""The grammar of leadership changes, over the pieces of one sentence.

A title governed by a verb is what the sentence is about: "bầu … giữ chức P" brings
somebody in, "thôi giữ chức P" takes somebody out. The person stands between verb and
title, after the title ("đối với ông A"), or before the verb. A title right beside a
name is only how the person is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from processing.observe.cast import TITLES, Line, Role, names_of_list
from processing.observe.key import key_of
from processing.observe.marks import load
from processing.observe.posts import BOARD, Piece, Post

_TITLES = re.compile(TITLES)
_GOVERNED_OUT = re.compile(r"O[bB,&Jw\-]{0,10}$")
_GOVERNED_SANCTION = re.compile(r"X[,&]?J?$|XJ$")
_JOINED = re.compile(r"^[wZ#t\-]*(?:,|&|,&)J?$")
_PERSON_LEAVING = re.compile(r"[wZ#t,\-&JPObBYL]{0,22}o:?[mH]*([Nn])")
_PERSON_AFTER = re.compile(
    r"[\"t]?(?:[w#]{0,6}o|[wZ#t,\-&JP]{0,16}o|:|,?=|w?=)?[:mH]*([Nn])"
)
_PEOPLE_AFTER = re.compile(r",?=[mH]*,[mH]*:?([Nn])")  # "gồm các ông, bà: A, B"
_PREDECESSOR = re.compile(r"T[^=;]*=H*([Nn])")
_LIST_AFTER_VERB = re.compile(r"[pw]{0,3}I[w]{0,3}[=:]:?[mH]*([Nn])")
_BODY_LED = re.compile(r"(b)w{0,4}(w)[PY]?H*([Nn])(?:,[PY])*,?D")
_LED = re.compile(r"D(?:[,&wDo]){0,5}(b)")
_LEADS_IT = re.compile(r"^o(b).*D[,&D]*\.?$")
_PUNISHED = re.compile(
    r"(?:[w#,t&bBX\-JL]{0,10}?o?|[^;NnP]{0,30}o):?[mH]*(?:[PY]H*)?([Nn])"
)
HEAD_OF = {
    "peoples_committee": "peoples_committee_chair",
    "council": "peoples_council_chair",
    "provincial_committee": "party_secretary",
    "city_committee": "party_secretary",
    "organisation": "organisation_commission_head",
    "propaganda": "propaganda_commission_head",
    "mass": "mass_mobilisation_commission_head",
    "internal": "internal_affairs_commission_head",
    "inspection": "inspection_commission_head",
}
AGAIN = {"elected": "re_elected", "appointed": "re_appointed", "ratified": "re_elected"}


@dataclass(slots=True)
class Claim:
    """One change as a sentence states it, before it is weighed.

    ``name`` is the piece that names the person; ``at`` where in the sentence the verb
    stands; ``planned`` and ``past`` are its modality.
    """

    name: int
    post: Post
    direction: str
    change: str
    at: int
    planned: bool = False
    past: bool = False
    implied: bool = False
    run: tuple[Post, ...] = ()
    moves: bool = False
    explicit: bool = True
    end: int = 0


@dataclass(slots=True)
class Found:
    """What a sentence yields: claims of watched posts, and moves to unwatched ones."""

    claims: list[Claim] = field(default_factory=list)
    elsewhere: list[Claim] = field(default_factory=list)


def changes(made: Line) -> Found:
    """All changes that a sentence states."""
    found = Found()
    if not re.search("[IJOXEDT]", made.letters):
        return found
    _Grammar(made, found).run()
    return found


@lru_cache
def _reasons() -> re.Pattern[str]:
    says = sorted((key_of(one["say"]) for one in load("verbs")["reasons"]), key=len)
    return re.compile(f"(?<!\\w)(?:{'|'.join(map(re.escape, reversed(says)))})(?!\\w)")


@lru_cache
def _reason_of(words: str) -> str:
    lines = load("verbs")["reasons"]
    return next(str(one["is"]) for one in lines if key_of(one["say"]) == words)


#: A stronger reason wins over a weaker one named beside it.
STRENGTH = ("died", "dismissed", "retired", "resigned", "transferred")


def reason(key: str) -> str | None:
    """Why somebody leaves, as a stretch of text says; the strongest of several."""
    found = {_reason_of(match[0]) for match in _reasons().finditer(key)}
    return next((one for one in STRENGTH if one in found), None)


class _Grammar:
    """Reads one sentence from left to right."""

    def __init__(self, made: Line, found: Found) -> None:
        self.made, self.found = made, found
        self.letters = made.letters
        self.clause = 0  # where the current stretch of modality begins
        self.last: list[Claim] = []  # the claims of the title run just read
        self.subject: list[int] = []  # whom the last verb was about
        self.sticky_past = -1  # up to where history goes on being told

    def run(self) -> None:
        for match in _TITLES.finditer(self.letters):
            self._title_run(match.start(), match.end())
        self._this_office()
        self._again_in_office()
        self._leading()
        self._leaving()
        self._sanctions()
        self._replaced()

    # --- titles governed by a verb ------------------------------------------------

    def _title_run(self, start: int, end: int) -> None:
        semicolon = self.letters.rfind(";", self.clause, start)
        self.clause = max(self.clause, semicolon + 1)
        left = self.letters[self.clause : start].rstrip('t"#m:')
        if not left and self._goes_on_listing(start, end):
            return
        if self.last and _JOINED.match(self.letters[self.last[0].end : start]):
            noun = bool(self._piece(start - 1).data.get("noun"))
            if noun or self._is_taken_away(start):
                self._again(start, end)
                return
        if self._calls_a_person(end):
            return
        if left.endswith("(J"):
            return  # "(nhận nhiệm vụ Bí thư Tỉnh ủy)" is a reason
        match = _LIST_AFTER_VERB.match(self.letters, end)
        if match and names_of_list(self.made, match.start(1)):
            verb = self.letters.index("I", end)
            names = names_of_list(self.made, match.start(1))
            self._claim("in", verb, start, end, names)
        elif re.search(r"I(?:[,&I]*[mH]*N(?:\([^()]*\))?)?=$", left):
            self._govern("in", self.clause + left.rindex("I"), start, end)
        elif match := _GOVERNED_OUT.search(left):
            self._govern("out", self.clause + match.start(), start, end)
        elif (match := _GOVERNED_SANCTION.search(left)) and "J" in match[0] + (
            "J" if self._piece(self.clause + match.start()).data.get("office") else ""
        ):
            self._govern("sanction", self.clause + match.start(), start, end)
        elif left.endswith("J"):
            self._office(left, start, end)
        elif left.endswith("I"):
            self._govern("in", self.clause + len(left) - 1, start, end)

    def _goes_on_listing(self, start: int, end: int) -> bool:
        """ "phê chuẩn kết quả bầu: P1 đối với bà A; P2 đối với ông B"."""
        listed = re.search(r"([IO]):[mH]*P", self.letters[:start])
        if not listed or self.letters[start - 1 : start] != ";":
            return False
        names = self._names_after(end)
        if names:
            direction = "in" if listed[1] == "I" else "out"
            self._claim(direction, listed.start(1), start, end, names)
        return bool(names)

    def _is_taken_away(self, start: int) -> bool:
        """ "xóa tư cách P1 giai đoạn 2015-2020, P2 giai đoạn …": one more of them."""
        return self.letters[start - 1] != "J" and self.last[0].direction != "in"

    def _calls_a_person(self, end: int) -> bool:
        """ "điều động Bí thư Tỉnh ủy A làm …": a title before a name, no new office."""
        after = re.match(r"H*[Nn]([^;]*)", self.letters[end:])
        return bool(after and re.search("J[PY]", after[1])) and (
            "O" not in self.letters[self.clause : end]
        )

    def _office(self, left: str, start: int, end: int) -> None:
        """ "… giữ chức P": the verb stands before, or there is none."""
        at = self.clause + len(left) - 1
        verb = max(left.rfind("I"), left.rfind("O") if left.endswith("OJ") else -1)
        blocked = max(left[:-1].rfind("J"), left.rfind("O"), left.rfind("X"))
        twice = re.search('I[,&p"w]*J[w]{0,3}J$', left)
        if verb >= 0 and (verb > blocked or twice):
            self._govern("in", self.clause + verb, start, end)
        elif not self._piece(at).data.get("noun") and not self._is_by(at):
            self._govern("in", at, start, end)

    def _is_by(self, office: int) -> bool:
        """ "Tiểu ban do ông A làm Trưởng ban": who leads it, no change."""
        names = self._names_before(office)
        before = self.letters[: names[0]].rstrip("HPY,") if names else ""
        if not before or self._piece(len(before) - 1).text != "do":
            return False
        return "I" not in self.letters[self.clause : office]

    def _again(self, start: int, end: int) -> None:
        """A second office of the same decision: "chức vụ P1 … và chức vụ P2"."""
        first = self.last[0]
        names = [one.name for one in self.last if one.post is first.post]
        self._claim(first.direction, self._index(first.at), start, end, names)

    def _govern(self, direction: str, verb: int, start: int, end: int) -> None:
        names = self._names_between(verb, start) or self._names_after(end, direction)
        names = names or self._names_of_earlier(verb)
        if not names and self._has_subject(verb, direction):
            names = self._names_before(verb, start)
        if not names and self._goes_on_about(verb):
            names = self.subject  # "A thôi giữ chức P1; chỉ định giữ chức P2"
        self._claim(direction, verb, start, end, names)

    def _goes_on_about(self, verb: int) -> bool:
        """Whether a part after a semicolon names nobody before its verb."""
        part = self.letters[self.letters.rfind(";", 0, verb) + 1 : verb]
        return ";" in self.letters[:verb] and not re.search("[Nnb]", part)

    def _has_subject(self, verb: int, direction: str) -> bool:
        """Whether the one before the verb is its patient: "ông A được bầu"."""
        piece = self._piece(verb)
        if direction == "out" or piece.letter == "J" or piece.data.get("self"):
            return True
        group = re.search(r"p[w]{0,2}(?:I[,&]*)*$", self.letters[:verb])
        if group or direction == "sanction" or "p" in self.letters[self.clause : verb]:
            return True
        return self._nobody_else(verb) and self.letters[verb + 1 : verb + 2] == "J"

    def _nobody_else(self, verb: int) -> bool:
        """No body stands as the subject: a headline "A bầu giữ chức …"."""
        return "b" not in self.letters[self.clause : verb]

    def _names_between(self, verb: int, start: int) -> list[int]:
        for at in range(verb + 1, start):
            if self.letters[at] in "Nn":
                return [n for n in names_of_list(self.made, at) if n < start]
        return []

    def _names_of_earlier(self, verb: int) -> list[int]:
        """ "bầu ông A bầu giữ chức P", "đồng ý để ông A thôi giữ chức P"."""
        given = self.letters.rfind("I", self.clause, verb)
        if given < 0 or re.search("[JP;]", self.letters[given:verb].split("N")[0]):
            return []
        return self._names_between(given, verb)

    def _names_after(self, end: int, direction: str = "in") -> list[int]:
        leaving = direction != "in"
        match = _PERSON_AFTER.match(self.letters, end)
        match = match or _PEOPLE_AFTER.match(self.letters, end)
        if match is None and leaving:
            match = _PERSON_LEAVING.match(self.letters, end)
        if match is None:
            return []
        return names_of_list(self.made, match.start(1), reasons=leaving)

    def _names_before(self, verb: int, start: int = 0) -> list[int]:
        """The list of names that ends nearest before the verb."""
        floor = max(self.letters.rfind(stop, 0, verb) for stop in ";.")
        heads = [at for at in range(floor + 1, verb) if self.letters[at] in "Nn"]
        if not heads:
            # "A thôi giữ chức P1; điều động, chỉ định giữ chức P2"
            return self.subject if start and ";" in self.letters[:verb] else []
        nearest = heads[-1]
        busy = re.search("[IOE]", self.letters[nearest:verb].rstrip("I,&"))
        if busy and not self._same_subject(nearest, verb):
            return []
        for head in heads:
            listed = [n for n in names_of_list(self.made, head) if n < verb]
            if nearest in listed and (len(listed) == 1 or self._close(nearest, verb)):
                return listed
        return [nearest]

    def _close(self, name: int, verb: int) -> bool:
        return not re.search("[JIOX]", self.letters[name:verb].rstrip("I,&Jp"))

    def _same_subject(self, name: int, verb: int) -> bool:
        """ "A thôi giữ chức …; được điều động giữ chức": A goes on as the subject."""
        return bool(re.search(r"[OIJ]", self.letters[name:verb]))

    def _claim(
        self, direction: str, verb: int, start: int, end: int, names: list[int]
    ) -> None:
        planned, past = self._modality(verb, start)
        if past:
            self.sticky_past = end
        elif self._goes_on_past(start):
            past, self.sticky_past = True, end
        self.subject = names or self.subject
        piece = self._piece(verb)
        posts = [
            piece.post
            for piece in self.made.pieces[start:end]
            if piece.post and not piece.post.former
        ]
        run = tuple(posts)
        change, direction = self._change(direction, verb, start)
        made: list[Claim] = []
        for name in names:
            for post in posts:
                claim = Claim(
                    name,
                    post,
                    direction,
                    self._own_reason(name, end, change) if names[1:] else change,
                    piece.start,
                    planned,
                    past,
                    run=run,
                    moves=self._moves(verb, start),
                    explicit=piece.letter != "J",
                    end=end,
                )
                self._settle(claim)
                made.append(claim)
                target = self.found.claims if post.position else self.found.elsewhere
                target.append(claim)
        self.last = made
        self.clause = end

    def _own_reason(self, name: int, end: int, change: str) -> str:
        """In a list of departures: the reason that stands behind each name."""
        if name < end or change not in ("relieved", *STRENGTH):
            return change
        following = (
            piece.start
            for piece in self.made.pieces[name + 1 :]
            if piece.letter in "Nn"
        )
        stop = next(following, len(self.made.sentence.key))
        return reason(self.made.sentence.key[self._piece(name).end : stop]) or change

    def _goes_on_past(self, start: int) -> bool:
        """ "… thời gian làm P1, sau đó làm P2": still history."""
        return (
            self.sticky_past >= 0 and ";" not in self.letters[self.sticky_past : start]
        )

    def _settle(self, claim: Claim) -> None:
        """Acting, and the same office again."""
        if claim.direction != "in" or claim.post.position is None:
            return
        if claim.post.acting:
            claim.change = "acting"
            return
        for role in self.made.roles_of(claim.name):
            if role.post.former or not self._is_same(role, claim.post):
                continue
            if role.post.term or claim.change != "ratified":
                claim.direction = "continued"
                claim.change = AGAIN.get(claim.change, claim.change)

    @staticmethod
    def _is_same(role: Role, post: Post) -> bool:
        if role.post is post or role.post.position != post.position:
            return False
        place = role.post.place or next(
            (one.place for one in role.run if one.place), None
        )
        return not (place and post.place) or place == post.place

    def _change(self, direction: str, verb: int, start: int) -> tuple[str, str]:
        piece = self._piece(verb)
        if direction == "out":
            return self._left(verb, start), "out"
        if direction == "sanction":
            return piece.value, "sanction"
        change = piece.value if piece.letter == "I" else ""
        group = re.search(r"(?:I[,&p]*)+$", self.letters[: verb + 1])
        if group and piece.letter == "I":
            change = self._strongest(group.start(), verb)
        before = self.letters[max(0, verb - 4) : start]
        again = "A" in before.split("P")[-1]
        if change.startswith("re_"):
            return change, "continued"
        if again:
            return AGAIN.get(change, "re_appointed"), "continued"
        return change or self._usual(start), "in"

    def _usual(self, start: int) -> str:
        """Councils elect; where no verb says how, state offices are elected ones."""
        post = self._piece(start).post
        state = post is not None and "peoples_" in (post.position or "")
        return "elected" if state else "appointed"

    def _strongest(self, first: int, last: int) -> str:
        values = [
            self._piece(n).value
            for n in range(first, last + 1)
            if self.letters[n] == "I"
        ]
        for value in ("re_elected", "ratified", "acting"):
            if value in values:
                return value
        return values[-1]

    def _left(self, verb: int, start: int) -> str:
        """How somebody leaves: a stated reason wins over the way of it."""
        value = self._piece(verb).value
        if value == "dismissed":
            return value
        key = self.made.sentence.key
        after = key[self._piece(start).end : self._next_verb(start)].split(";")[0]
        before = key[: self._piece(verb).start].rsplit(";", 1)[-1][-80:]
        found = reason(after)
        if found is None and reason(before) in ("retired", "resigned"):
            found = reason(before)
        if (
            found is None
            and re.search("[I]", self.letters[:verb])
            and self._moved(verb)
        ):
            found = "transferred"
        return found or value

    def _next_verb(self, start: int) -> int:
        """Where the next departure or punishment of another begins."""
        seen_name = False
        for piece in self.made.pieces[start:]:
            seen_name = seen_name or piece.letter in "Nn"
            if seen_name and piece.letter in "OX":
                return piece.start
        return len(self.made.sentence.key)

    def _moved(self, verb: int) -> bool:
        """ "điều động … thôi giữ chức P1, giữ chức P2"."""
        return any(
            piece.letter == "I" and piece.data.get("moves")
            for piece in self.made.pieces[:verb]
        )

    def _moves(self, verb: int, start: int) -> bool:
        return any(
            piece.letter == "I"
            and (piece.data.get("moves") or piece.value in ("appointed", "elected"))
            for piece in self.made.pieces[max(0, verb - 6) : start]
        )

    def _modality(self, verb: int, start: int) -> tuple[bool, bool]:
        """Whether the verb is only planned or wished for, or told as history."""
        planned = past = False
        begin = min(self.clause, self.letters.rfind(";", 0, max(verb, 1)) + 1)
        for at in range(begin if verb < self.clause else self.clause, start):
            piece = self._piece(at)
            if piece.letter not in "MZ":
                continue
            between = self.letters[at + 1 : max(verb, at + 1)]
            if piece.letter == "M":
                near = piece.data.get("near") and "," in between
                planned |= not near and not self._granted(piece.text)
            else:
                past |= "," not in between and at < max(verb, start)
        return planned, past

    def _granted(self, word: str) -> bool:
        """A request that was granted is a decision."""
        if word.lower() not in ("xin", "xem xét"):
            return False
        key = self.made.sentence.key
        return bool(
            re.search(r"chấp thuận|đồng ý|chấp nhận|thống nhất cho|quyết định cho", key)
        ) and not re.search(r"(?:đề nghị|mong|chờ)[^,;]{0,40}chấp", key)

    def _this_office(self) -> None:
        """ "… bầu ông A giữ chức vụ này": the office spoken of before."""
        for match in re.finditer("IJ|Jw", self.letters):
            at = match.start() + (match[0] == "IJ")
            following = self.made.pieces[at + 1 : at + 2]
            if not following or following[0].text != "này":
                continue
            posts = [
                p.post for p in self.made.pieces[:at] if p.letter == "P" and p.post
            ]
            offices = [one.post for one in self.found.claims if one.direction == "out"]
            verb = self.letters.rfind("I", 0, at)
            if not posts or verb < 0:
                continue
            post = offices[-1] if offices else posts[0]
            change, direction = self._change("in", verb, at)
            for name in self._names_between(verb, at):
                self.found.claims.append(
                    Claim(name, post, direction, change, self._piece(verb).start)
                )

    def _again_in_office(self) -> None:
        """ "A, Chủ tịch HĐND tỉnh khóa XIII tái đắc cử": in the title named last."""
        claimed = {one.at for one in self.found.claims}
        for match in re.finditer("I", self.letters):
            piece = self._piece(match.start())
            if not str(piece.value).startswith("re_") or piece.start in claimed:
                continue
            if "P" in self.letters[match.end() : match.end() + 3]:
                continue
            for name in self._names_before(match.start()):
                self._same_again(name, match.start())

    def _same_again(self, name: int, verb: int) -> None:
        planned, past = self._modality(verb, verb)
        piece = self._piece(verb)
        held = [
            role
            for role in self.made.roles_of(name)
            if role.post.position
            and not role.post.former
            and role.post.end <= piece.start
        ]
        if held:
            role = max(held, key=lambda one: (bool(one.post.term), one.post.start))
            self.found.claims.append(
                Claim(
                    name,
                    role.post,
                    "continued",
                    str(piece.value),
                    piece.start,
                    planned,
                    past,
                    run=role.run,
                )
            )

    # --- verbs that need no title after them -----------------------------------------

    def _leading(self) -> None:
        """ "phân công ông A điều hành hoạt động của UBND tỉnh": acting head of it."""
        for match in _BODY_LED.finditer(self.letters):
            if self._piece(match.start(2)).text == "do":
                self._acting(match.start(1), match.start(3), match.end() - 1)
        if whole := _LEADS_IT.match(self.letters):
            given = self.letters.rfind("I")
            names = self._names_between(given, len(self.letters)) if given > 0 else []
            for name in names[:1]:
                self._acting(whole.start(1), name, given)
        for match in _LED.finditer(self.letters):
            given = self.letters.rfind("I", 0, match.start())
            if given < 0:
                continue
            names = self._names_between(given, match.start())
            if not names and "p" in self.letters[:given]:
                names = self._names_before(given)
            for name in names[:1]:
                self._acting(match.start(1), name, match.start())

    def _acting(self, body: int, name: int, verb: int) -> None:
        post = self._piece(body).post
        position = HEAD_OF.get(post.body) if post else None
        if post is None or position is None:
            return
        planned, past = self._modality(verb, verb)
        office = Post(post.start, post.end, "acting", position, post.place, post.level)
        self.found.claims.append(
            Claim(name, office, "in", "acting", self._piece(verb).start, planned, past)
        )

    def _leaving(self) -> None:
        """ "A, Phó Chủ tịch UBND tỉnh nghỉ hưu": out of the titles the person bears."""
        for match in re.finditer("E", self.letters):
            at = match.start()
            if "T" in self.letters[:at] or "O" in self.letters[:at]:
                continue
            granted = _PERSON_AFTER.match(self.letters, at + 1) or re.match(
                r"[w#,t\-]{0,12}oH*([Nn])", self.letters[at + 1 :]
            )
            names = []
            if granted:
                shift = 0 if granted.re is _PERSON_AFTER else at + 1
                names = names_of_list(self.made, granted.start(1) + shift)
            let = "p" in self.letters[:at] and self._piece(at - 1).text == "cho"
            if not names:
                names = self._names_before(at)
                names = names if let else names[-1:]
            former = bool(granted) or let
            for name in names:
                self._titles_lost(name, at, former=former)

    def _titles_lost(self, name: int, verb: int, *, former: bool) -> None:
        if "U" in self.letters[max(0, name - 3) : name]:
            return
        planned, past = self._modality(verb, verb)
        for role in self.made.roles_of(name):
            if role.post.position and (former or not role.post.former):
                self.found.claims.append(
                    Claim(
                        name,
                        role.post,
                        "out",
                        self._piece(verb).value,
                        self._piece(verb).start,
                        planned,
                        past,
                        run=role.run,
                    )
                )

    def _sanctions(self) -> None:
        """ "cảnh cáo ông A", "A bị khởi tố": in every watched title of the person."""
        named = {
            claim.name for claim in self.found.claims if claim.direction == "sanction"
        }
        groups = list(re.finditer(r"X(?:[,&w]{0,4}X)*", self.letters))
        for match in reversed(groups):  # the nearest before a name is its own
            last = match.end() - 1
            for name in self._punished(match.start(), last):
                if name not in named:
                    self._punish(name, match.start(), last)
                    named.add(name)

    def _punished(self, first: int, last: int) -> list[int]:
        key = self.made.sentence.key[self._piece(last).end :][:70]
        mandate = re.search(r"đại biểu (?:quốc hội|hđnd)", key)
        if mandate and first == last and self._piece(last).value == "suspended":
            return []
        after = _PUNISHED.match(self.letters, last + 1)
        if after:
            return names_of_list(self.made, after.start(1))
        listed = re.search(r":[mH]*([Nn])", self.letters[last:])
        if listed and "P" not in self.letters[last : last + listed.start()]:
            return names_of_list(self.made, last + listed.start(1))
        if "p" in self.letters[max(0, first - 3) : first] or self._piece(
            first
        ).text.lower().startswith("bị"):
            return self._names_before(first)[-1:]
        return []

    def _punish(self, name: int, first: int, last: int) -> None:
        planned, past = self._modality(first, first)
        values = [
            self._piece(n).value
            for n in range(first, last + 1)
            if self.letters[n] == "X"
        ]
        value = "prosecuted" if "prosecuted" in values else values[-1]
        blank = Post(0, 0, "any")
        self.found.claims.append(
            Claim(
                name, blank, "sanction", value, self._piece(first).start, planned, past
            )
        )

    def _predecessor(self) -> None:
        """ "Người tiền nhiệm của tân chủ tịch là ông B"."""
        for match in _PREDECESSOR.finditer(self.letters):
            piece = self._piece(match.start())
            if "tiền nhiệm" not in piece.text.lower():
                continue
            between = self.made.pieces[match.start() : match.start(1)]
            posts = [one.post for one in between if one.letter == "P" and one.post]
            for post in posts[:1]:
                claim = Claim(match.start(1), post, "out", "replaced", piece.start)
                self.found.claims.append(claim)

    def _replaced(self) -> None:
        """ "… thay ông B (đã nghỉ hưu)": B is out of what A came into."""
        self._predecessor()
        for match in re.finditer(r"T[w=o]{0,4}H*([Nn])", self.letters):
            at = self._piece(match.start()).start
            before = [
                one
                for one in self.found.claims
                if one.at < at and one.direction in ("in", "continued")
            ]
            if not before:
                continue
            latest = [one for one in before if one.at == before[-1].at]
            name = match.start(1)
            tail = self.made.sentence.key[self._piece(name).end :].split(";")[0]
            why = reason(tail) or "replaced"
            for claim in latest:
                if claim.post.position != BOARD and claim.name == latest[0].name:
                    self.found.claims.append(
                        Claim(
                            name,
                            claim.post,
                            "out",
                            why,
                            self._piece(name).start,
                            claim.planned,
                            claim.past,
                            run=claim.run,
                        )
                    )

    def _piece(self, at: int) -> Piece:
        return self.made.pieces[at]

    def _index(self, start: int) -> int:
        return next(
            n for n, piece in enumerate(self.made.pieces) if piece.start == start
        )


def roles(made: Line) -> Iterator[Role]:
    """The watched titles of persons, as the sentence calls them."""
    for role in made.roles:
        if role.post.position:
            yield role
