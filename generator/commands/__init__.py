"""The commands, one file each; `cli` lists them and imports the one that is called."""
