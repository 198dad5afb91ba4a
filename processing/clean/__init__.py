"""Cleaning: from the bytes of a page to an article, or to why it is none."""

from processing.clean.article import extract
from processing.clean.outcome import EXTRACTOR, NotAnArticle

__all__ = ["EXTRACTOR", "NotAnArticle", "extract"]
