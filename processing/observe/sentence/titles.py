"""What a title can be: posts, and the table of offices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from processing.gazetteer.positions import BY_ID as OFFICES
from processing.observe.article import places
from processing.observe.language.key import key_of
from processing.observe.language.lexicon_file import names
from processing.observe.sentence.phrase_tree import surnames

COMMITTEES = {"provincial_committee", "city_committee", "either_committee"}
LEVEL_OF_BODY = {"provincial_committee": "province", "city_committee": "city"}
#: Role -> body -> position; "" is the title without a body, then a place must follow.
POSITIONS: dict[str, dict[str, str]] = {
    "secretary": dict.fromkeys((*COMMITTEES, ""), "party_secretary"),
    "deputy": dict.fromkeys((*COMMITTEES, ""), "party_deputy_secretary"),
    "chair": {
        "peoples_committee": "peoples_committee_chair",
        "": "peoples_committee_chair",
        "council": "peoples_council_chair",
    },
    "vice": {
        "peoples_committee": "peoples_committee_vice_chair",
        "": "peoples_committee_vice_chair",
        "council": "peoples_council_vice_chair",
    },
    "head": {
        "organisation": "organisation_commission_head",
        "propaganda": "propaganda_commission_head",
        "mass": "mass_mobilisation_commission_head",
        "internal": "internal_affairs_commission_head",
        "inspection": "inspection_commission_head",
    },
    "inspection_head": dict.fromkeys((*COMMITTEES, ""), "inspection_commission_head"),
    "organisation_head": dict.fromkeys(COMMITTEES, "organisation_commission_head"),
    "propaganda_head": dict.fromkeys(COMMITTEES, "propaganda_commission_head"),
    "mass_head": dict.fromkeys(COMMITTEES, "mass_mobilisation_commission_head"),
    "internal_head": dict.fromkeys(COMMITTEES, "internal_affairs_commission_head"),
    "office_chief": dict.fromkeys(COMMITTEES, "party_office_chief"),
    "member": {"board": "party_standing_committee_member"},
    "board_member": dict.fromkeys(
        (*COMMITTEES, "board", ""), "party_standing_committee_member"
    ),
}
#: Bodies that make any title an unwatched one.
NEVER = {"central", "other", "lower_party", "executive", "front", "delegation"}
#: Unwatched, but of the province: the name that follows counts for the whole list.
OF_THE_UNIT = {"front", "delegation"}
#: What follows "tỉnh" with a capital and is no name of a unit.
NO_UNIT = frozenset(("ủy", "uỷ", "đoàn", "đảng", "đội", "ban", "hội"))
PARTY_ROLES = {"secretary", "deputy"}
STATE_ROLES = {"chair", "vice"}
#: A list of titles: "Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy kiêm Chủ tịch HĐND".
#: One may be that of a body: "Chủ nhiệm Ủy ban Pháp luật của Quốc hội, Bí thư Tỉnh ủy".
TITLES = r"[PY](?:(?:(?<=Y)oB)?(?:,L?G)?(?:[,\-]|,?&|,?K|=)?[PY])*"
BOARD = "party_standing_committee_member"


#: Words after an unwatched title that begin something else.
STARTS_A_CLAUSE = frozenset(
    {
        "says",
        *("đã", "vừa", "đang", "cũng", "nêu", "nói", "cho", "chủ", "trì", "dự", "phát"),
        *("trao", "ký", "đọc", "công", "tại", "ngày", "sáng", "chiều", "tối", "trong"),
        *("gửi", "trên", "theo", "về", "ra", "khẳng", "nhấn", "yêu", "đề"),
        "để",
    }
)


@dataclass(slots=True)
class Post:
    """A title in a sentence: ``position`` is ``None`` when it is not watched.

    ``place`` is the province named in it; ``level`` says of what an unnamed body is
    (``city``, ``province`` or ``None``); ``loose`` needs company to be sure of its
    level; ``bare`` had its body supplied from what was said before.
    """

    start: int
    end: int
    role: str
    position: str | None = None
    place: str | None = None
    level: str | None = None
    former: bool = False
    new: bool = False
    acting: bool = False
    current: bool = False
    bare: bool = False
    loose: bool = False
    body: str = ""
    term: str = ""
    hint: str | None = None  # the province of the body a bare title leans on
    below: bool = False  # of a district or a commune
    foreign: bool = False  # of a unit whose name is no province of ours
    many: bool = False  # of several units at once: "Chủ tịch UBND các huyện"
    heads: str | None = None  # whose commission it is, be it as deputy: its head
    led: bool = False  # bare, and no other chair was spoken of since its body's

    @property
    def is_of_the_last_term(self) -> bool:
        """ "Phó Chủ tịch UBND tỉnh khóa trước"."""
        return self.term.endswith(" trước")


def position_of(post: Post) -> str | None:
    """The position of a title, of one unit or of "Chủ tịch UBND các tỉnh"."""
    table = POSITIONS.get(post.role, {}) if post.many else {}
    return post.position or table.get(post.body)


def any_office() -> Post:
    """What a verb names that names no office: whichever the person bears."""
    return Post(0, 0, "any")


@dataclass(slots=True)
class Memory:
    """What bare titles lean on: the bodies spoken of last."""

    party: Post | None = None
    city: Post | None = None  # the "Thành ủy" named last, a provincial city's or not
    state: Post | None = None
    chair: Post | None = None  # the chair or vice chair named last, of whatever
    chair_at: int = 0  # the number of its sentence

    @property
    def is_of_a_town(self) -> bool:
        """Whether the "Thành ủy" named last is a provincial city's."""
        return self.city is not None and self.city.position is None


@lru_cache
def towns() -> frozenset[str]:
    """Names of provincial cities, as keys."""
    return frozenset(places.towns())


def abroad() -> frozenset[str]:
    """Names of units of neighbouring countries, as keys."""
    return places.abroad()


@lru_cache
def compounds() -> frozenset[str]:
    """Common words of two syllables that follow a name-like capital."""
    return frozenset(names("persons", "compounds"))


#: Whose name cities, academies and unions bear; he holds no office of today.
_NAMESAKE = ["hồ", "chí", "minh"]


def is_paper(name: str) -> bool:
    """Whether a run of capitals is the name of a newspaper, not of a person."""
    return key_of(name).startswith(names("persons", "papers"))


#: Places and lunar years that look like names.
_NOBODY = frozenset((*names("persons", "places"), *names("persons", "lunar_years")))
#: Marks of men and of women, written with the name or apart.
_SHORT_FAMILIES = frozenset(letter + sign for letter in "kh" for sign in "'’ʼ")
_RANKS = frozenset(map(key_of, ("tổng", "cục", "vụ", "thủ", "viện", "chánh", "ban")))


def _opens_with_a_district(words: list[str]) -> bool:
    """ "(Bí thư) Long Biên Đỗ Mạnh Hạ": a district, and a name of its own behind it."""
    district = len(words) > 3 and " ".join(words[:2]) in places.parts()
    return district and words[2] in surnames()


@lru_cache(maxsize=4096)  # the names of one article come back again and again
def is_person(name: str) -> bool:
    """Whether a run of capitals is a full personal name."""
    words = key_of(name).split()
    if not words or words == _NAMESAKE:
        return False
    if " ".join(words) in _NOBODY:
        return False
    if words[0][:2] in _SHORT_FAMILIES and len("".join(words)) > 3:
        return len(words) <= 4  # "K'Brang", "K' Brang"
    if len(words) == 1 or _opens_with_a_district(words):
        return False
    return (
        (words[0] in surnames() or (len(words) > 2 and words[1] in ("thị", "văn", "a")))
        and len(words) <= 6
        and not any(char.isdigit() for char in name)
        and key_of(name) not in towns()
        and not (words[0] == "phó" and words[1] in _RANKS)
    )


def kind_of_body(value: str) -> str:
    """The bodies that bare titles can lean on; lower committees are remembered too."""
    leaned_on = COMMITTEES | {"peoples_committee", "council", "lower_party"}
    return value if value in leaned_on else ""


def standing(position: str | None, post: Post) -> str | None:
    """The position, raised to the standing deputy's where the title says so."""
    if position == "party_deputy_secretary" and post.role == "standing":
        return "party_standing_deputy_secretary"
    return position


def has_office(held: str | None, given: str | None) -> bool:
    """Whether who holds one has the other; a standing deputy is a deputy, too."""
    deputy = given == "party_deputy_secretary"
    return held == given or (deputy and held == "party_standing_deputy_secretary")


def is_single_seat(post: Post) -> bool:
    """Whether one person at most holds the office of a title."""
    position = OFFICES.get(post.position or "")
    return position is not None and position.is_single_seat
