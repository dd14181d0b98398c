"""Statements on real text: crashes, speed, and attributions against PolNeAR."""
