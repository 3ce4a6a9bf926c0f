"""The full-screen planner: it shows what the reader answers, and asks the planner for every change."""
