"""Gold of `rasad check`: planted errors and labelled findings."""
