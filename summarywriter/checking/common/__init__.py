"""What every rule of the checker shares: how findings are said, the calendar, names compared."""
