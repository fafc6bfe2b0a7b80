"""What others can use: feeds, tables, graphs and plain text, one module for each format. All pure."""
