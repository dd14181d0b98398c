"""The whole way on real pages and articles."""
