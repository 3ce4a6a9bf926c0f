"""The data file. The only code that knows SQL."""
