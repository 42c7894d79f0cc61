"""The facts alone, before anything is sent."""
