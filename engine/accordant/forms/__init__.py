"""What people fill in and bring: forms of every format, evidence from one format into another, pages of reference."""
