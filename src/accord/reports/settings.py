"""Bounds of reading: every number that keeps a hostile document from costing more than its due."""

from __future__ import annotations

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds and choices of reading, with defaults that suit news articles on a laptop.

    Documents
    - `max_bytes`: largest single document in bytes (50 MB); a larger one is `too_large`.
    - `max_text`: longest text of one report in characters (1,000,000); longer is `too_large`.
    - `max_pdf_pages`: most pages of a PDF (500).
    - `max_items`: most items read from one feed, mailbox or JSON file (100,000).
    - `min_article`: fewest characters that count as the article of an HTML page or a PDF (40).
    - `languages`: ISO 639-1 codes that are read; anything else is `not_english`.
    - `file_dates`: take a file's modification time as a last resort for the published date.

    Archives and attachments, counted over everything inside one outer file
    - `max_members`: most members (10,000); `max_total`: most unpacked bytes (500 MB).
    - `max_ratio`: highest ratio of unpacked to packed bytes of a member above 1 MB (200).
    - `max_depth`: how deep archives and mails may nest (4).

    The worker process that parses HTML, PDF, DOCX, mail and feeds
    - `isolate`: parse there (True) or in this process (False: for text that is trusted).
    - `time_limit`: seconds for one document; `worker_memory`: bytes of address space.

    Fetching
    - `fetch_timeout`: seconds for one address, all its redirects included; `max_redirects`;
      `max_fetch_bytes`: largest answer in bytes.
    - `allow_private`: allow private, loopback and link-local addresses.
    """

    max_bytes: int = 50_000_000
    max_text: int = 1_000_000
    max_pdf_pages: int = 500
    max_items: int = 100_000
    min_article: int = 40
    languages: tuple[str, ...] = ("en",)
    file_dates: bool = False

    max_members: int = 10_000
    max_total: int = 500_000_000
    max_ratio: int = 200
    max_depth: int = 4

    isolate: bool = True
    time_limit: float = 30.0
    worker_memory: int = 2_000_000_000

    fetch_timeout: float = 20.0
    max_redirects: int = 5
    max_fetch_bytes: int = 20_000_000
    allow_private: bool = False


DEFAULTS = Settings()
"""The defaults, as one shared value."""
