"""What each command does once its words are read: call, print, return the exit code."""
