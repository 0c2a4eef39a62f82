"""From public treebanks and entity sets to the shipped weights; not part of the installed package."""
