"""The bench of those who write rules: new rules, lint, one layout, a workbook for review, schemas for editors."""
