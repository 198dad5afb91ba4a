"""Cuts a text into sentences, and leaves out the furniture of the page.

A line end ends a sentence, unless the lines of one paragraph were broken hard; a dot
ends none behind an abbreviation (TP., T.Ư, đ/c., an initial) or between digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, takewhile

from processing.observe.article.places import towns
from processing.observe.language.key import key_of
from processing.observe.language.lexicon_file import lines, names
from processing.observe.language.phrases import follows, is_all

# A range such as à-ỹ holds capitals too (Đ, Ơ, Ạ): lower case must be spelt out.
_LOWER = "".join(char for char in map(chr, range(0x61, 0x1EFA)) if char.islower())


def _said(*sections: str) -> str:
    """Whatever the lines of some sections say, as alternatives of a pattern."""
    says = (line["say"] for one in sections for line in lines("sentences", one))
    return "|".join(sorted(map(re.escape, says), key=len, reverse=True))


_CALLED = rf"(?:{_said('called')}) [A-ZĐÂ]"
#: No space behind the stop: "… Chủ tịch UBND tỉnh.Đồng thời, kỳ họp …".
_LOST_SPACE = (
    rf"(?<=[^\W_]{{2}}[.!?])(?=(?:{_said('begins', 'begins_without_space')}|{_CALLED}))"
)
# Line ends, or a stop before a capital; one class of letters that opens both is sought
# several times faster than two alternatives.
_BREAK = re.compile(
    r"[\n.!?…](?:(?<=\n)\n*|(?<!\n)[.!?…]*[\"”’»)\]]*"
    rf"(?P<gap>\s+|{_LOST_SPACE})"
    rf"(?=[\"“‘«(\[\-–*>•]*\s?[^\W_{_LOWER}]))"
)
_ABBREVIATION = re.compile(
    rf"(?:(?<!\w)(?:{_said('abbreviations')})|(?<![\w.])[^\W\d_])$"
)
#: A title that opens a sentence, and no verb behind: a stop there is a slip of the pen.
_TITLE_ALONE = re.compile(
    rf"(?:(?:{_said('days_before_title')})[^,.;:]{{1,25}},\s*)?(?:theo\s+)?"
    rf"(?:(?:{_said('called').lower()})\s+)?(?:(?:{_said('state_before_title')})\s+)?"
    rf"(?:{_said('title_alone')})(?:\s+(?:{_said('whose_title')})(?!\w))+\s*"
    r"(?:h\.c\.m|tp\.\s*hcm|(?:[^\W\d_]+\s?){0,4})"
)
TITLED = 90  # characters of a title that opens a sentence, at most
#: The number of an item, up to its stop.
_ITEM_NUMBER = re.compile(r"[-*+•]?\s*\d{1,2}")
_GOES_ON = re.compile(r"[\w,\-–]")  # the last character of a line
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»)\]]*$")
_BEGINS_LOWER = re.compile(f"[{_LOWER}]")

#: The way to an article, printed above it: "Trang chủ", "›", "Thời sự".
_CRUMBS = re.compile(
    rf"[\W\d]*(?:{_said('home_page')})[ \t]*(?:[\n›»/>|]|$)", re.IGNORECASE
)
_SIGNS_AROUND = re.compile(r"^\W+|\W+$")
#: A line that only leads to another page.
_LINK = re.compile(r"\s*(?:>{1,2}|»|\[email)", re.IGNORECASE)
BEGINS = 24  # characters of a line in which it shows that it is a teaser
#: A line of key words: "Hà Mẫu,Quy hoạch,Bí thư tỉnh ủy,Nguyễn Văn A".
_KEYWORDS = re.compile(r"(?:[^,]{1,40},(?=[^\s\d])){4}")
SHORT = 45
WORDS = 6  # fewer of them make a name
LABEL = 24  # characters of a line that is no line of a column, at most
WIDEST = 120  # characters of a line of a text that was broken hard, at most
LINES = 3  # line ends in the midst of a sentence that show it
_TITLES = ("ủy viên", "bí thư", "phó bí thư", "chủ tịch", "phó chủ tịch")
_BEGINS_ANOTHER = re.compile(rf"(?:{_said('begins', 'begins_behind_city')})(?!\w)")
#: "… Chủ tịch HĐND TP. Ông A tái đắc cử …": the city's name was said before.
_NAMES_ANOTHER = re.compile(rf"(?<=TP)\. {_CALLED}")
LONGEST = 8  # characters that tell whether a word is an abbreviation
_CITIES = ("Hồ Chí Minh", "HCM", "Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế")


def spans(text: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` that are its sentences, in order."""
    found: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        found += _cut(text, start, end)
    return found


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, or whole paragraphs whose lines were broken hard; without furniture."""
    spaced = "\n\n" in text
    at = 0
    ticker = False
    crumbs = bool(_CRUMBS.match(text))
    width = column(text)
    for paragraph in text.split("\n\n"):
        start, at = at, at + len(paragraph) + 2
        ticker = False
        if spaced and _is_wrapped(paragraph):
            yield start, start + len(paragraph)
            continue
        for line in _joined_lines(paragraph, width):
            begin, end = start + line[0], start + line[1]
            words = text[begin:end]
            short = len(words) < SHORT
            crumbs = crumbs and short
            if short and _is_nothing_but("ends_article", words):
                return
            ticker = ticker or (short and _is_nothing_but("ticker", words))
            if not (crumbs or ticker or _is_teaser(words) or _KEYWORDS.match(words)):
                yield begin, end


def _is_nothing_but(section: str, line: str) -> bool:
    """Whether a line is a phrase of the lexicon, and at most signs around it."""
    words = _SIGNS_AROUND.sub("", line)
    return bool(words) and is_all("sentences", section, key_of(words))


def _is_teaser(line: str) -> bool:
    """Whether a line is no sentence of the article: a teaser, key words, a link."""
    begins = key_of(line[:BEGINS].lstrip())
    return bool(_LINK.match(line)) or follows("sentences", "teaser", begins, 0)


def _is_wrapped(paragraph: str) -> bool:
    """Whether its line ends are only those of a narrow column."""
    lines = paragraph.strip().split("\n")
    if len(lines) < 2 or not _SENTENCE_END.search(lines[-1].rstrip()):
        return False
    # at each line end: does the sentence go on? most must, and a lone one surely
    open_ = [pair for pair in pairwise(lines) if _GOES_ON.match(pair[0].rstrip()[-1:])]
    small = any(_BEGINS_LOWER.match(following.lstrip()) for _, following in open_)
    if len(open_) == 1:
        return len(lines) == 2 and not open_[0][1].lstrip()[:1].isupper()
    if not small and any(len(line) < LABEL for line, _ in open_):
        return False  # "Chia sẻ", the name of an author: labels one below the other
    return len(open_) > 1 and 2 * len(open_) >= len(lines) - 1


def column(text: str) -> int:
    """At how many characters all lines of a text were broken hard; 0 where none was.

    Each line was filled with as many words as it holds: the first of the next one
    found no room. Where that begins in lower case, at most one line may be short.
    """
    lines = text.split("\n")
    if len(lines) < LINES or max(map(len, lines)) > WIDEST + 1:
        return 0
    lines = [line.rstrip() for line in lines]
    width = max(map(len, lines))
    full = [
        (_is_full(line, following, width), bool(_BEGINS_LOWER.match(following)))
        for line, following in pairwise(lines)
        if _is_open(line)
    ]
    short = sum(small and not filled for filled, small in full)
    broken = sum(filled for filled, _ in full)
    return width if broken >= LINES and (True, True) in full and short <= 1 else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line found no room."""
    word = following.split(" ", 1)[0]
    return bool(word) and len(line) + 1 + len(word) > width


def _is_open(line: str) -> bool:
    """Whether no sentence ends with a line."""
    return bool(line) and not _SENTENCE_END.search(line)


def _joined_lines(paragraph: str, width: int) -> Iterator[tuple[int, int]]:
    """Lines; one that goes on in lower case, or ends in "TP.", takes the next in.

    So does one that was full, where all were broken at a ``width``.
    """
    at, begin = 0, 0
    lines = paragraph.split("\n")
    for number, printed in enumerate(lines):
        end = at + len(printed)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        line, at = printed.rstrip(), end + 1
        if _goes_on(line, following.lstrip()):
            continue
        if width and _is_full(line, following, width) and _is_open(line):
            continue
        if paragraph[begin:end].strip():
            yield begin, end
        begin = at


def _goes_on(line: str, following: str) -> bool:
    if not following or not line:
        return False
    if _BEGINS_LOWER.match(following) and _GOES_ON.match(line[-1]):
        return True
    if _is_byline(line, following):
        return True
    if not line.endswith(("TP.", "Tp.")):
        return False
    named = following.startswith(_CITIES) or key_of(following).startswith(_towns())
    return named or bool(_BEGINS_LOWER.match(following))


def _is_byline(line: str, following: str) -> bool:
    """Whether a line is a name alone, and the next begins with that one's titles."""
    if len(line) > SHORT:
        return False
    words = line.split()
    named = all(word[0].isupper() and word.isalpha() for word in words)
    if not named or not 1 < len(words) < WORDS:
        return False
    titled = key_of(following[:SHORT]).startswith(_TITLES)
    return titled and not _SENTENCE_END.search(following.rstrip())


@lru_cache
def _towns() -> tuple[str, ...]:
    return tuple(towns())


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one block."""
    begin, end = _trim(text, start, end)
    for match in _BREAK.finditer(text, begin, end):
        at, after = match.span()
        stop = match.start("gap")
        if stop < 0:
            continue  # a hard line break inside a paragraph
        if text[at] == "." and _ITEM_NUMBER.fullmatch(text, begin, at):
            begin = after  # "1. Đồng chí A …": the number is no sentence
            continue
        if text[at] == "." and (
            (
                _is_abbreviation(text, begin, at)
                and not _BEGINS_ANOTHER.match(text, after)
                and not _NAMES_ANOTHER.match(text, at)
            )
            or _calls_the_next(text, begin, at, after)
        ):
            continue
        yield begin, stop
        begin = after
    if begin < end:
        yield begin, end


def _calls_the_next(text: str, begin: int, dot: int, after: int) -> bool:
    """ "Phó Chủ tịch UBND TP.HCM. Lê Văn A cho biết": a stop within how A is called."""
    if dot - begin > TITLED or not _is_family(
        text[after : after + TITLED].split(None, 1)[0]
    ):
        return False
    words = text[after : after + TITLED].split()
    capitals = list(takewhile(lambda word: word[0].isupper() and word.isalpha(), words))
    goes_on = words[len(capitals) :]
    named = 1 < len(capitals) < WORDS and bool(goes_on) and goes_on[0][0].islower()
    return named and _TITLE_ALONE.fullmatch(key_of(text[begin:dot])) is not None


@lru_cache(maxsize=4096)
def _is_family(word: str) -> bool:
    key = key_of(word)
    return key in names("persons", "surnames") and key != "ông"


def _is_abbreviation(text: str, begin: int, dot: int) -> bool:
    """Whether the word before a dot is one."""
    start = max(begin, dot - LONGEST, text.rfind(" ", begin, dot) + 1)
    return _is_abbreviated(text[start:dot])


@lru_cache(maxsize=4096)
def _is_abbreviated(word: str) -> bool:
    return _ABBREVIATION.search(word.lower()) is not None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return start + lead, start + len(piece.rstrip())
