"""Store: keeps the nouns, one shelf a noun. Everything in it is derived from archive/ and log/."""

from rasad.store.shelves import Store
from rasad.store.sqlite import open_store

__all__ = ["Store", "open_store"]
