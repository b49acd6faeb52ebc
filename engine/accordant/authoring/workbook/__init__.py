"""The rulebook as a workbook for people who live in Excel, and what they changed in it, back into the rule files."""
