"""What a day is. Pure: no database, no screen, no clock."""
