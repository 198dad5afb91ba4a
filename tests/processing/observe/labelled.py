"""A folder with one labelled article, as `dangbo evaluate` reads it."""

from __future__ import annotations

import json
from pathlib import Path

TEXT = "Sáng 11/3/2019, HĐND tỉnh Nam Định bầu ông Trần Văn Mẫu làm Chủ tịch UBND tỉnh."
RIGHT = {
    "kind": "leadership_change",
    "province": "nam-dinh",
    "occurred_on": "2019-03-11",
    "person": "Trần Văn Mẫu",
    "position": "peoples_committee_chair",
    "direction": "in",
    "change": "elected",
}


def labelled_folder(folder: Path, *labels: dict[str, str]) -> Path:
    """Write the article and these labels of it into ``folder``."""
    (folder / "articles.jsonl").write_text(json.dumps({"id": "1", "text": TEXT}))
    record = {"id": "1", "observations": labels, "notes": ""}
    (folder / "labels.jsonl").write_text(json.dumps(record))
    return folder
